namespace Streaming;

/// <summary>Sends records of one side of a join to the workers that own their keys.</summary>
internal sealed class KeyedJoinSender<T, TKey>(StageContext context, int number, KeyEncoder<T, TKey> encoder, KeyedExchangeSender<TimedRecord<T>> exchange) : Operator<RecordBatch<T>>
{
    public override void Process(RecordBatch<T> batch)
    {
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                context.Row = batch.Rows[i];
                var key = encoder.Encode(batch.Values[i], out bool isNull);
                exchange.Add(key, isNull, new TimedRecord<T>(Detachable.Detach(batch.Values[i]), batch.Timestamps[i]));
            }
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw StageContext.Failure(error, context.Names[number], batch.Origin, context.Row);
        }
    }

    public override void OnEpochEnd(long epoch) => exchange.EndEpoch();
}
