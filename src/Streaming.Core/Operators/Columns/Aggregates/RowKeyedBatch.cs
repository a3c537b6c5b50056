namespace Streaming;

/// <summary>Rows of a column batch seen as keyed rows; the value is the row's number in the batch.</summary>
internal readonly struct RowKeyedBatch(RowSet rows, ColumnVector[] keys, RowKeyCodec codec) : IKeyedBatch<int>
{
    public int Count => rows.Count;

    /// <summary>The vectors of the keys.</summary>
    public ColumnVector[] Keys => keys;

    public ReadOnlySpan<byte> Key(int position, out bool isNull) => codec.Encode(keys, rows[position], out isNull);

    public int Value(int position) => rows[position];
}
