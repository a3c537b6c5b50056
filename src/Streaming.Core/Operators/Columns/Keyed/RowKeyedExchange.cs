namespace Streaming;

/// <summary>An exchange of rows by key between the workers of one process; shared by them, each takes its own sender and receiver.</summary>
/// <param name="number">Number of the exchange; -1 where there is one worker and nothing to exchange.</param>
/// <param name="partitioner">Who owns which key.</param>
/// <param name="schema">The columns.</param>
/// <param name="capacity">Rows in a full batch.</param>
internal sealed class RowKeyedExchange(int number, StatePartitioner partitioner, StructType schema, int capacity)
{
    private readonly BatchPool<KeyedRows> _pool = new(() => new KeyedRows(capacity) { Batch = NewBatch(schema, capacity) });

    public int Number => number;

    /// <summary>Sends each row to the worker that owns its key.</summary>
    /// <param name="context">The worker's context.</param>
    /// <param name="operatorNumber">Number of the operator in the context, for errors of the keys.</param>
    /// <param name="evaluation">What the keys' expressions know.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="outbox">The worker's way to the others.</param>
    /// <param name="local">What takes the worker's own rows.</param>
    public RowKeyedSender CreateSender(StageContext context, int operatorNumber, EvaluationContext evaluation, RowKeys keys, IExchangeOutbox outbox, KeyedRowOperator local) =>
        new(number, context, operatorNumber, evaluation, keys, partitioner, schema.Fields.Count, capacity, outbox, local, _pool);

    public IExchangeReceiver CreateReceiver(StageContext context, int operatorNumber, KeyedRowOperator local) => new Receiver(number, context, operatorNumber, local, _pool);

    // Rows of another worker say no more where they come from.
    private static RowBatch NewBatch(StructType schema, int capacity)
    {
        var batch = RowBatch.Create(schema, capacity);
        Array.Fill(batch.Rows, -1);
        return batch;
    }

    private sealed class Receiver(int number, StageContext context, int operatorNumber, KeyedRowOperator local, BatchPool<KeyedRows> pool) : IExchangeReceiver
    {
        public int Exchange => number;

        public void Receive(object batch)
        {
            var rows = (KeyedRows)batch;
            context.Origin = rows.Batch.Origin;
            context.Row = -1;
            context.Current = operatorNumber;
            try
            {
                local.Process(rows);
            }
            catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
            {
                throw context.Failure(error);
            }

            rows.Clear();
            pool.Return(rows);
        }
    }
}
