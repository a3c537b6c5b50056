namespace Streaming;

/// <summary>The owner's side of typed session windows: takes sessions of the epoch, merges them with those in state, emits those that are over.</summary>
internal sealed class SessionOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator> : Operator<KeyedBatch<SessionPart<TBuffer>>>
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly SessionState<TIn, TBuffer, TOut, TAggregator> _state;
    private readonly ISerde<TKey> _keySerde;
    private readonly Func<TKey, TimeWindow, TOut, TRow> _makeRow;
    private readonly bool _isComplete;
    private readonly Link<TRow> _next;
    private readonly IReadOnlyList<IFlushable> _ends;

    public SessionOperator(
        StageContext context, int number, SessionState<TIn, TBuffer, TOut, TAggregator> state, ISerde<TKey> keySerde, Func<TKey, TimeWindow, TOut, TRow> makeRow,
        bool isComplete, Link<TRow> next, IReadOnlyList<IFlushable> ends)
    {
        _context = context;
        _number = number;
        _state = state;
        _keySerde = keySerde;
        _makeRow = makeRow;
        _isComplete = isComplete;
        _next = next;
        _ends = ends;
    }

    public override void Process(KeyedBatch<SessionPart<TBuffer>> batch)
    {
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                _state.Parts.Add(batch.Key(i), batch.IsNull(i), batch.Partition(i), in batch.Value(i));
            }
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw StageContext.Failure(error, _context.Names[_number], NoOrigin, -1);
        }
    }

    public override void OnEpochEnd(long epoch)
    {
        _context.Origin = NoOrigin;
        _context.Row = -1;
        _context.Current = _number;
        try
        {
            _state.MergeEpoch();
            var emitter = new Emitter(this);
            if (_isComplete)
            {
                _state.VisitAll(ref emitter);
            }
            else
            {
                _state.Expire(ref emitter);
            }
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw _context.Failure(error);
        }

        foreach (var end in _ends)
        {
            end.Flush();
        }
    }

    private bool IsForeign(Exception error) => error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested);

    private readonly struct Emitter(SessionOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator> owner) : ISessionVisitor<TBuffer>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, long start, long end, ref TBuffer value)
        {
            owner._context.Current = owner._number;
            owner._context.Timestamp = end - 1;
            owner._next.Push(owner._makeRow(isNull ? default! : owner._keySerde.Read(key), TimeWindow.Of(start, end), owner._state.Result(ref value)));
        }
    }
}
