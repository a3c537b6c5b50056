namespace Streaming;

/// <summary>Brings rows to the workers that own their keys; shared by the workers.</summary>
internal sealed class RowKeyExchange(int number, StructType schema, StatePartitioner partitioner, int capacity)
{
    private readonly BatchPool<RowBatch> _pool = new(() => RowBatch.Create(schema, capacity));

    public int Number => number;

    /// <param name="outbox">The worker's way to the others.</param>
    /// <param name="keys">Computes the keys.</param>
    /// <param name="evaluation">The worker's context.</param>
    /// <param name="local">What takes the rows of this worker's keys.</param>
    public RowKeySender CreateSender(IExchangeOutbox outbox, RowKeyReader keys, EvaluationContext evaluation, ColumnLink local) =>
        new(number, capacity, partitioner, outbox, keys, evaluation, local, _pool);

    public IExchangeReceiver CreateReceiver(ColumnLink local) => new Receiver(number, local, _pool);

    private sealed class Receiver(int number, ColumnLink local, BatchPool<RowBatch> pool) : IExchangeReceiver
    {
        public int Exchange => number;

        public void Receive(object batch)
        {
            var rows = (RowBatch)batch;
            local.Process(rows, RowSet.All(rows.Count));
            pool.Return(rows);
        }
    }
}
