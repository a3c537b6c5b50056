namespace Streaming;

/// <summary><c>session_window(time, gap)</c>: the session that one row alone would make.</summary>
/// <param name="type">The window: start and end.</param>
/// <param name="time">The time.</param>
/// <param name="gap">The gap: text, an interval, or NULL.</param>
internal sealed class BoundSessionWindow(StructType type, BoundExpression time, BoundExpression gap) : BoundExpression(type, true, time, gap)
{
    /// <summary>The time.</summary>
    public BoundExpression Time => Children[0];

    public override Kernel Compile() => Located(new SessionKernel(Type, Children[0].Compile(), Children[1].Compile()));
}
