namespace Streaming;

/// <summary>A worker's sending end of an exchange by key: one open batch per receiving worker; rows for itself stay here.</summary>
internal sealed class KeyedExchangeSender<TValue>
{
    private readonly int _exchange;
    private readonly StatePartitioner _partitioner;
    private readonly IExchangeOutbox _outbox;
    private readonly Operator<KeyedBatch<TValue>> _local;
    private readonly BatchPool<KeyedBatch<TValue>> _pool;
    private readonly KeyedBatch<TValue>[] _open;

    public KeyedExchangeSender(int exchange, StatePartitioner partitioner, IExchangeOutbox outbox, Operator<KeyedBatch<TValue>> local, BatchPool<KeyedBatch<TValue>> pool)
    {
        _exchange = exchange;
        _partitioner = partitioner;
        _outbox = outbox;
        _local = local;
        _pool = pool;
        _open = new KeyedBatch<TValue>[outbox.Workers];
        for (int i = 0; i < _open.Length; i++)
        {
            _open[i] = pool.Rent();
        }
    }

    public void Add(ReadOnlySpan<byte> key, bool isNull, TValue value) => Add(key, isNull, _partitioner.PartitionOf(key, isNull), value);

    public void Add(ReadOnlySpan<byte> key, bool isNull, int partition, TValue value)
    {
        int worker = _partitioner.WorkerOf(partition);
        var batch = _open[worker];
        batch.Add(key, isNull, partition, value);
        if (batch.IsFull)
        {
            Send(worker);
        }
    }

    /// <summary>Sends what is open and the end mark.</summary>
    public void EndEpoch()
    {
        for (int worker = 0; worker < _open.Length; worker++)
        {
            if (_open[worker].Count > 0)
            {
                Send(worker);
            }

            if (worker != _outbox.Worker)
            {
                _outbox.Send(worker, new ExchangeMessage(_exchange, null));
            }
        }
    }

    private void Send(int worker)
    {
        var batch = _open[worker];
        if (worker == _outbox.Worker)
        {
            _local.Process(batch);
            batch.Clear();
            return;
        }

        _open[worker] = _pool.Rent();
        _outbox.Send(worker, new ExchangeMessage(_exchange, batch));
    }
}
