namespace Streaming;

/// <summary>Spreads records evenly over partitions, each of which belongs to a worker; shared by the workers.</summary>
internal sealed class RoundRobinExchange<T>(int number, int partitions, int batchCapacity)
{
    private readonly BatchPool<RecordBatch<T>> _pool = new(() => new RecordBatch<T>(batchCapacity) { Origin = new BatchOrigin { Offsets = new long[batchCapacity] } });

    public int Number => number;

    public Operator<RecordBatch<T>> CreateSender(IExchangeOutbox outbox, Operator<RecordBatch<T>> local) => new Sender(number, partitions, outbox, local, _pool);

    public IExchangeReceiver CreateReceiver(Operator<RecordBatch<T>> local) => new Receiver(number, local, _pool);

    private static void Clear(RecordBatch<T> batch)
    {
        if (System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(batch.Values, 0, batch.Count);
        }

        batch.Count = 0;
    }

    private sealed class Sender : Operator<RecordBatch<T>>
    {
        private readonly int _exchange;
        private readonly IExchangeOutbox _outbox;
        private readonly Operator<RecordBatch<T>> _local;
        private readonly BatchPool<RecordBatch<T>> _pool;
        private readonly RecordBatch<T>[] _open;
        private int _next;

        public Sender(int exchange, int partitions, IExchangeOutbox outbox, Operator<RecordBatch<T>> local, BatchPool<RecordBatch<T>> pool)
        {
            _exchange = exchange;
            _outbox = outbox;
            _local = local;
            _pool = pool;
            _open = new RecordBatch<T>[partitions];
            for (int i = 0; i < partitions; i++)
            {
                _open[i] = pool.Rent();
            }

            _next = outbox.Worker % partitions;
        }

        public override void Process(RecordBatch<T> batch)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                var open = _open[_next];
                int row = open.Count;
                open.Add(Detachable.Detach(batch.Values[i]), batch.Timestamps[i], row);
                open.Origin.Source = batch.Origin.Source;
                open.Origin.Offsets![row] = batch.Origin.OffsetOf(batch.Rows[i]);
                bool full = open.IsFull;
                // Rows of several partitions share a batch only where no error could name the wrong one.
                bool mixed = row > 0 && (open.Origin.Partition != batch.Origin.Partition || open.Origin.Name != batch.Origin.Name);
                if (row == 0)
                {
                    open.Origin.Name = batch.Origin.Name;
                    open.Origin.Partition = batch.Origin.Partition;
                }
                else if (mixed)
                {
                    open.Origin.Name = "";
                    open.Origin.Partition = -1;
                }

                if (full)
                {
                    Send(_next);
                }

                _next = _next + 1 == _open.Length ? 0 : _next + 1;
            }
        }

        public override void OnEpochEnd(long epoch)
        {
            for (int partition = 0; partition < _open.Length; partition++)
            {
                if (_open[partition].Count > 0)
                {
                    Send(partition);
                }
            }

            for (int worker = 0; worker < _outbox.Workers; worker++)
            {
                if (worker != _outbox.Worker)
                {
                    _outbox.Send(worker, new ExchangeMessage(_exchange, null));
                }
            }
        }

        private void Send(int partition)
        {
            var batch = _open[partition];
            int worker = partition % _outbox.Workers;
            if (worker == _outbox.Worker)
            {
                _local.Process(batch);
                Clear(batch);
                return;
            }

            _open[partition] = _pool.Rent();
            _outbox.Send(worker, new ExchangeMessage(_exchange, batch));
        }
    }

    private sealed class Receiver(int number, Operator<RecordBatch<T>> local, BatchPool<RecordBatch<T>> pool) : IExchangeReceiver
    {
        public int Exchange => number;

        public void Receive(object batch)
        {
            var records = (RecordBatch<T>)batch;
            local.Process(records);
            Clear(records);
            pool.Return(records);
        }
    }
}
