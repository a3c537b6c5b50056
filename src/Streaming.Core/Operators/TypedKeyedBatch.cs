namespace Streaming;

/// <summary>Typed records seen as keyed rows.</summary>
internal readonly struct TypedKeyedBatch<TIn, TKey>(RecordBatch<TIn> batch, KeyEncoder<TIn, TKey> encoder, StageContext context) : IKeyedBatch<TIn>
{
    public int Count => batch.Count;

    public ReadOnlySpan<byte> Key(int row, out bool isNull)
    {
        context.Row = batch.Rows[row];
        return encoder.Encode(batch.Values[row], out isNull);
    }

    public TIn Value(int row) => batch.Values[row];
}
