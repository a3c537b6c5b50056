namespace Streaming;

/// <summary>Rows of a group that are put in order at the end: encoded values one behind the other.</summary>
internal sealed class SortedRows
{
    public List<byte[]> Rows { get; } = [];

    /// <summary>With how many rows they are made fewer.</summary>
    public int Limit { get; set; } = 256;

    /// <summary>The rows that are there already, where each counts once.</summary>
    public HashSet<byte[]>? Seen { get; init; }
}
