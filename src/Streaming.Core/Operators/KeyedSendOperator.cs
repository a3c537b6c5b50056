namespace Streaming;

/// <summary>The sender's side of a typed keyed aggregation: combines by key where the aggregate can be merged, else sends row by row.</summary>
internal sealed class KeyedSendOperator<TIn, TKey, TBuffer, TOut, TAggregator> : Operator<RecordBatch<TIn>>
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly KeyEncoder<TIn, TKey> _encoder;
    private readonly CombineOperator<TIn, TBuffer, TOut, TAggregator>? _combine;
    private readonly KeyedExchangeSender<TIn>? _rows;

    public KeyedSendOperator(StageContext context, int number, KeyEncoder<TIn, TKey> encoder, CombineOperator<TIn, TBuffer, TOut, TAggregator>? combine, KeyedExchangeSender<TIn>? rows)
    {
        _context = context;
        _number = number;
        _encoder = encoder;
        _combine = combine;
        _rows = rows;
    }

    public override void Process(RecordBatch<TIn> batch)
    {
        try
        {
            var keyed = new TypedKeyedBatch<TIn, TKey>(batch, _encoder, _context);
            if (_combine is not null)
            {
                _combine.Reduce(keyed);
                return;
            }

            for (int i = 0; i < batch.Count; i++)
            {
                var key = keyed.Key(i, out bool isNull);
                _rows!.Add(key, isNull, Detachable.Detach(batch.Values[i]));
            }
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested))
        {
            throw StageContext.Failure(error, _context.Names[_number], batch.Origin, _context.Row);
        }
    }

    public override void OnEpochEnd(long epoch)
    {
        _combine?.EndEpoch();
        _rows?.EndEpoch();
    }
}
