namespace Streaming;

/// <summary><c>window(time, size, slide, offset)</c>, lengths in microseconds. As a value it is the latest window that the time falls into.</summary>
internal sealed class BoundTimeWindow(BoundExpression value, long size, long slide, long offset) : BoundExpression(value.Type, value.Nullable, [.. value.Children])
{
    /// <summary>The time.</summary>
    public BoundExpression Time => Children[0];

    public long Size { get; } = size;

    public long Slide { get; } = slide;

    public long Offset { get; } = offset;

    /// <summary>The most windows that a time falls into.</summary>
    public int Windows { get; } = checked((int)((size + slide - 1) / slide));

    public override Kernel Compile() => Located(value.Compile());
}
