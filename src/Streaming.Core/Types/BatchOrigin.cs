namespace Streaming;

/// <summary>Where the records of a batch come from, for error messages and dead letters.</summary>
public sealed class BatchOrigin
{
    /// <summary>Description of the source.</summary>
    public string Source { get; set; } = "";

    /// <summary>Topic, file or the like; empty where the source has no such thing.</summary>
    public string Name { get; set; } = "";

    /// <summary>Partition; -1 where the batch has none (rows made by an operator).</summary>
    public int Partition { get; set; } = -1;

    /// <summary>Offset of each row of the source batch; null where rows are numbered from <see cref="FirstOffset"/>.</summary>
    public long[]? Offsets { get; set; }

    /// <summary>Offset of row 0 where <see cref="Offsets"/> is null; -1 where offsets make no sense.</summary>
    public long FirstOffset { get; set; } = -1;

    /// <summary>Offset of a row of the source batch, or -1.</summary>
    /// <param name="row">The row's number in the source batch.</param>
    public long OffsetOf(int row) => row < 0 ? -1 : Offsets is { } offsets ? offsets[row] : FirstOffset < 0 ? -1 : FirstOffset + row;
}
