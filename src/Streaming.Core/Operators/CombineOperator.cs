namespace Streaming;

/// <summary>Aggregates a worker's rows by key before the exchange, so that each key crosses it once.</summary>
internal sealed class CombineOperator<TIn, TBuffer, TOut, TAggregator>(TAggregator aggregator, KeyedExchangeSender<TBuffer> sender, int maxKeys, Action? flushed = null)
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    /// <summary>Keys held back at most; more would only move cache misses from the receiver to here.</summary>
    public const int DefaultMaxKeys = 1 << 18;

    private readonly KeyTable<TBuffer> _table = new(1024);
    private TAggregator _aggregator = aggregator;

    public void Reduce<TBatch>(TBatch batch)
        where TBatch : struct, IKeyedBatch<TIn>
    {
        int count = batch.Count;
        for (int i = 0; i < count; i++)
        {
            var key = batch.Key(i, out bool isNull);
            int index = _table.GetOrAdd(key, isNull, out bool added);
            ref var entry = ref _table.At(index);
            if (added)
            {
                entry.Value = _aggregator.Zero();
            }

            _aggregator.Reduce(ref entry.Value, batch.Value(i));
        }

        if (flushed is null)
        {
            FlushIfLarge();
        }
    }

    /// <summary>Sends what there is once it holds too many keys; where <c>flushed</c> is given, its owner calls this when the values of a batch are complete.</summary>
    public void FlushIfLarge()
    {
        if (_table.Count >= maxKeys)
        {
            Flush();
        }
    }

    public void EndEpoch()
    {
        Flush();
        sender.EndEpoch();
    }

    private void Flush()
    {
        Span<byte> scratch = stackalloc byte[16];
        for (int i = 0; i < _table.Count; i++)
        {
            var key = _table.KeyOf(i, scratch, out bool isNull);
            sender.Add(key, isNull, _table.At(i).Value);
        }

        _table.Clear();
        flushed?.Invoke();
    }
}
