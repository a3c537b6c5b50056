namespace Streaming;

/// <summary>Takes rows out of a batch whose windows are all finished, before they are combined with others; counts each late key and window once.</summary>
internal sealed class LateWindows<TIn, TKey>(OperatorState state, FixedWindow window, WindowedKeyEncoder<TIn, TKey> encoder, LateRowsLink<TIn> rows)
{
    private readonly KeyTable<byte> _known = new(16);
    private readonly WindowRows _kept = new();

    /// <summary>The windows of the batch's rows that are open.</summary>
    public WindowRows Open(RecordBatch<TIn> batch, WindowRows all)
    {
        long watermark = state.Times.LateWatermark;
        _kept.Clear();
        _kept.EnsureRoom(batch.Count * window.Windows);
        int i = 0;
        while (i < all.Count)
        {
            int row = all.Row(i);
            int before = _kept.Count;
            bool isSet = false;
            for (; i < all.Count && all.Row(i) == row; i++)
            {
                if (all.End(i) > watermark)
                {
                    _kept.Add(row, all.End(i));
                    continue;
                }

                if (!isSet)
                {
                    encoder.Set(batch.Values[row]);
                    isSet = true;
                }

                _known.GetOrAdd(encoder.With(all.End(i)), false, out bool added);
                state.Dropped += added ? 1 : 0;
            }

            if (_kept.Count == before)
            {
                rows.Push(batch.Values[row], batch.Timestamps[row], batch.Rows[row]);
            }
        }

        rows.Flush();
        return _kept;
    }

    public void EndEpoch()
    {
        if (_known.Count > 0)
        {
            _known.Clear();
        }
    }
}
