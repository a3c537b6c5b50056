namespace Streaming;

/// <summary>Rows of a batch of columns with their encoded keys, at the worker that owns the keys. Reused; valid during the call that brings it.</summary>
/// <param name="capacity">The largest number of rows.</param>
internal sealed class KeyedRows(int capacity)
{
    private readonly KeyedBatch<int> _keys = new(capacity);

    /// <summary>The columns.</summary>
    public RowBatch Batch { get; set; } = null!;

    /// <summary>Whether partitions were computed; where one worker owns all keys nobody needed them.</summary>
    public bool HasPartitions { get; init; } = true;

    public int Count => _keys.Count;

    public bool IsFull => _keys.IsFull;

    /// <summary>Number of the row in <see cref="Batch"/>, ascending.</summary>
    public int Row(int position) => _keys.Value(position);

    public ReadOnlySpan<byte> Key(int position) => _keys.Key(position);

    public bool IsNull(int position) => _keys.IsNull(position);

    /// <summary>The key's partition, -1 where it is not known yet.</summary>
    public int Partition(int position) => HasPartitions ? _keys.Partition(position) : -1;

    public void Add(ReadOnlySpan<byte> key, bool isNull, int partition, int row) => _keys.Add(key, isNull, partition, row);

    public void Clear() => _keys.Clear();
}
