namespace Streaming;

/// <summary>Takes the keys of rows, drops those that are too late, and sends the others to the keys' owners.</summary>
/// <param name="context">Knows the row at hand.</param>
/// <param name="number">Number of the operator in the context.</param>
/// <param name="encoder">Encodes the keys.</param>
/// <param name="state">Knows the watermark, and counts what is dropped.</param>
/// <param name="dropsLate">Whether rows up to the watermark are dropped.</param>
/// <param name="rows">Takes the rows where there is one worker.</param>
/// <param name="exchange">Takes the rows where there are several; null otherwise.</param>
internal sealed class KeyedRowsSender<TIn, TKey>(
    StageContext context, int number, KeyEncoder<TIn, TKey> encoder, OperatorState state, bool dropsLate, KeyedRows<TIn> rows, KeyedExchangeSender<TIn>? exchange)
    : Operator<RecordBatch<TIn>>
{
    public override void Process(RecordBatch<TIn> batch)
    {
        long late = dropsLate ? state.Times.LateWatermark : long.MinValue;
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                // Rows without an event time are never late.
                long time = batch.Timestamps[i];
                if (time <= late && time != RecordBatch<TIn>.NoTimestamp)
                {
                    state.Dropped++;
                    continue;
                }

                context.Row = batch.Rows[i];
                var value = Detachable.Detach(batch.Values[i]);
                var key = encoder.Encode(value, out bool isNull);
                if (exchange is null)
                {
                    rows.Add(key, isNull, -1, value);
                }
                else
                {
                    exchange.Add(key, isNull, value);
                }
            }
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw StageContext.Failure(error, context.Names[number], batch.Origin, context.Row);
        }
    }

    public override void OnEpochEnd(long epoch) => exchange?.EndEpoch();
}
