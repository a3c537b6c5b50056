namespace Streaming;

/// <summary>Typed records seen as rows keyed by key and window.</summary>
internal readonly struct WindowedKeyedBatch<TIn, TKey>(RecordBatch<TIn> batch, WindowRows windows, WindowedKeyEncoder<TIn, TKey> encoder, StageContext context) : IKeyedBatch<TIn>
{
    public int Count => windows.Count;

    public ReadOnlySpan<byte> Key(int i, out bool isNull)
    {
        isNull = false;
        int row = windows.Row(i);
        if (i == 0 || windows.Row(i - 1) != row)
        {
            context.Row = batch.Rows[row];
            encoder.Set(batch.Values[row]);
        }

        return encoder.With(windows.End(i));
    }

    public TIn Value(int i) => batch.Values[windows.Row(i)];
}
