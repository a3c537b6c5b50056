namespace Streaming;

/// <summary>Brings the rows of all workers to the first one; shared by the workers.</summary>
internal sealed class RowGatherExchange(int number, StructType schema, int capacity)
{
    private readonly BatchPool<RowBatch> _pool = new(() => NewBatch(schema, capacity));

    public int Number => number;

    /// <param name="outbox">The worker's way to the others.</param>
    /// <param name="local">What takes the rows on the first worker.</param>
    public RowGatherSender CreateSender(IExchangeOutbox outbox, ColumnLink local) => new(number, capacity, outbox, local, _pool);

    public IExchangeReceiver CreateReceiver(StageContext context, ColumnLink local) => new Receiver(number, context, local, _pool);

    // Rows of another worker say no more where they come from.
    private static RowBatch NewBatch(StructType schema, int capacity)
    {
        var batch = RowBatch.Create(schema, capacity);
        Array.Fill(batch.Rows, -1);
        return batch;
    }

    private sealed class Receiver(int number, StageContext context, ColumnLink local, BatchPool<RowBatch> pool) : IExchangeReceiver
    {
        public int Exchange => number;

        public void Receive(object batch)
        {
            var rows = (RowBatch)batch;
            context.Origin = rows.Origin;
            context.Row = -1;
            try
            {
                local.Process(rows, RowSet.All(rows.Count));
            }
            catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
            {
                throw context.Failure(error);
            }

            pool.Return(rows);
        }
    }
}
