namespace Streaming;

/// <summary>Takes intermediate values that other workers made.</summary>
internal sealed class AggregateReceiver<TIn, TBuffer, TOut, TAggregator>(StageContext context, int number, AggregateState<TIn, TBuffer, TOut, TAggregator> state) : Operator<KeyedBatch<TBuffer>>
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    public override void Process(KeyedBatch<TBuffer> batch)
    {
        try
        {
            state.Merge(batch);
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw StageContext.Failure(error, context.Names[number], new BatchOrigin(), -1);
        }
    }
}
