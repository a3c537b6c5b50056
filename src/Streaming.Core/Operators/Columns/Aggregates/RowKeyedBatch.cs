namespace Streaming;

/// <summary>Rows of a column batch seen as keyed rows; the value is the row's number in the batch.</summary>
internal readonly struct RowKeyedBatch(RowSet rows, ColumnVector[] keys, RowKeyCodec codec) : IKeyedBatch<int>
{
    public int Count => rows.Count;

    public ReadOnlySpan<byte> Key(int position, out bool isNull) => codec.Encode(keys, rows[position], out isNull);

    public int Value(int position) => rows[position];
}
