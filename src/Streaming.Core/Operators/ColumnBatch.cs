namespace Streaming;

/// <summary>A batch as columns: typed arrays with a null bitmap, text and binary as slices of one buffer. The smallest form that keyed operators need.</summary>
internal sealed class ColumnBatch(int capacity)
{
    private readonly Dictionary<string, IColumn> _columns = new(StringComparer.Ordinal);

    public int Capacity => capacity;

    /// <summary>Rows in use, the same in all columns.</summary>
    public int Count { get; set; }

    public void Add(string name, IColumn column) => _columns.Add(name, column);

    public IColumn this[string name] => _columns[name];
}
