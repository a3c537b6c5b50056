namespace Streaming;

/// <summary>Brings rows from worker to worker; shared by the workers, each takes its own sender and receiver.</summary>
/// <param name="number">Number of the exchange.</param>
/// <param name="schema">The columns.</param>
/// <param name="capacity">Rows in a full batch.</param>
internal sealed class RowExchange(int number, StructType schema, int capacity)
{
    private readonly BatchPool<RowBatch> _pool = new(() => NewBatch(schema, capacity));

    public int Number => number;

    /// <param name="outbox">The worker's way to the others.</param>
    /// <param name="router">Says where each row goes.</param>
    /// <param name="local">What takes the rows that stay here.</param>
    public RowSender CreateSender(IExchangeOutbox outbox, RowRouter router, ColumnLink local) => new(number, capacity, outbox, router, local, _pool);

    /// <param name="context">The worker's context.</param>
    /// <param name="local">What takes the rows.</param>
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
