namespace Streaming;

/// <summary>Takes rows that other workers sent one by one.</summary>
internal sealed class AggregateRowReceiver<TIn, TBuffer, TOut, TAggregator>(StageContext context, int number, AggregateState<TIn, TBuffer, TOut, TAggregator> state) : Operator<KeyedBatch<TIn>>
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    public override void Process(KeyedBatch<TIn> batch)
    {
        try
        {
            state.Reduce(batch);
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw StageContext.Failure(error, context.Names[number], new BatchOrigin(), -1);
        }
    }
}
