namespace Streaming;

/// <summary>Brings the rows of all workers to the first one; shared by the workers.</summary>
internal sealed class RowGatherExchange(int number, StructType schema, int capacity)
{
    private readonly BatchPool<RowBatch> _pool = new(() => RowBatch.Create(schema, capacity));

    public int Number => number;

    /// <param name="outbox">The worker's way to the others.</param>
    /// <param name="local">What takes the rows on the first worker.</param>
    public RowGatherSender CreateSender(IExchangeOutbox outbox, SortOperator local) => new(number, capacity, outbox, local, _pool);

    public IExchangeReceiver CreateReceiver(SortOperator local) => new Receiver(number, local, _pool);

    private sealed class Receiver(int number, SortOperator local, BatchPool<RowBatch> pool) : IExchangeReceiver
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
