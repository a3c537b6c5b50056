namespace Streaming;

/// <summary>The entrance of typed session windows: gives each row its session, and drops those that come too late.</summary>
internal sealed class SessionSendOperator<TIn, TKey, TBuffer, TOut, TAggregator> : Operator<RecordBatch<TIn>>
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly KeyEncoder<TIn, TKey> _encoder;
    private readonly Func<TIn, TimeSpan>? _gapOf;
    private readonly long _gap;
    private readonly LateSessions _late;
    private readonly LateRowsLink<TIn>? _lateRows;
    private readonly SessionParts<TIn, TBuffer, TOut, TAggregator> _parts;
    private readonly SessionSender<TIn, TBuffer, TOut, TAggregator>? _sender;
    private TAggregator _aggregator;

    public SessionSendOperator(
        StageContext context, int number, KeyEncoder<TIn, TKey> encoder, SessionWindow? window, Func<TIn, TimeSpan>? gapOf, TAggregator aggregator, LateSessions late, LateRowsLink<TIn>? lateRows,
        SessionParts<TIn, TBuffer, TOut, TAggregator> parts, SessionSender<TIn, TBuffer, TOut, TAggregator>? sender)
    {
        _context = context;
        _number = number;
        _encoder = encoder;
        _gapOf = gapOf;
        _gap = window?.GapMicroseconds ?? 0;
        _aggregator = aggregator;
        _late = late;
        _lateRows = lateRows;
        _parts = parts;
        _sender = sender;
    }

    public override void Process(RecordBatch<TIn> batch)
    {
        _context.Current = _number;
        _context.Origin = batch.Origin;
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                long start = batch.Timestamps[i];
                if (start == RecordBatch<TIn>.NoTimestamp)
                {
                    continue;
                }

                _context.Row = batch.Rows[i];
                var row = batch.Values[i];
                long end = start + (_gapOf is null ? _gap : _gapOf(row).Ticks / TimeSpan.TicksPerMicrosecond);
                if (end <= start)
                {
                    continue;
                }

                var key = _encoder.Encode(row, out bool isNull);
                if (_late.IsLate(end))
                {
                    _late.Count(key, isNull, start, end);
                    _lateRows?.Push(row, start, batch.Rows[i]);
                    continue;
                }

                ref var value = ref _parts.Touch(key, isNull, -1, start, end);
                _aggregator.Reduce(ref value, row);
            }

            _lateRows?.Flush();
            _sender?.FlushIfLarge();
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested))
        {
            throw StageContext.Failure(error, _context.Names[_number], batch.Origin, _context.Row);
        }
    }

    public override void OnEpochEnd(long epoch)
    {
        _sender?.EndEpoch();
        _late.EndEpoch();
    }
}
