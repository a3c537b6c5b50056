namespace Streaming;

/// <summary>The entrance of a typed windowed aggregation: gives each row its windows, then combines by key and window where there is an exchange.</summary>
internal sealed class WindowedSendOperator<TIn, TKey, TBuffer, TOut, TAggregator> : Operator<RecordBatch<TIn>>
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly FixedWindow _window;
    private readonly WindowedKeyEncoder<TIn, TKey> _encoder;
    private readonly LateWindows<TIn, TKey>? _late;
    private readonly WindowRows _rows = new();

    public WindowedSendOperator(StageContext context, int number, FixedWindow window, WindowedKeyEncoder<TIn, TKey> encoder, LateWindows<TIn, TKey>? late)
    {
        _context = context;
        _number = number;
        _window = window;
        _encoder = encoder;
        _late = late;
    }

    /// <summary>The state, where there is one worker.</summary>
    public AggregateState<TIn, TBuffer, TOut, TAggregator>? State { get; init; }

    /// <summary>Combines before the exchange.</summary>
    public CombineOperator<TIn, TBuffer, TOut, TAggregator>? Combine { get; init; }

    /// <summary>Sends row by row.</summary>
    public KeyedExchangeSender<TIn>? Rows { get; init; }

    public override void Process(RecordBatch<TIn> batch)
    {
        _context.Current = _number;
        _context.Origin = batch.Origin;
        try
        {
            _rows.Set(batch, _window);
            var keyed = new WindowedKeyedBatch<TIn, TKey>(batch, _late is null ? _rows : _late.Open(batch, _rows), _encoder, _context);
            if (State is not null)
            {
                State.Reduce(keyed);
            }
            else if (Combine is not null)
            {
                Combine.Reduce(keyed);
            }
            else
            {
                for (int i = 0; i < keyed.Count; i++)
                {
                    var key = keyed.Key(i, out bool isNull);
                    Rows!.Add(key, isNull, Detachable.Detach(keyed.Value(i)));
                }
            }
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested))
        {
            throw StageContext.Failure(error, _context.Names[_number], batch.Origin, _context.Row);
        }
    }

    public override void OnEpochEnd(long epoch)
    {
        Combine?.EndEpoch();
        Rows?.EndEpoch();
        _late?.EndEpoch();
    }
}
