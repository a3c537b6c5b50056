using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>The owner's side of a typed windowed aggregation: emits changed or finished windows at the end of the epoch, and forgets the finished ones.</summary>
internal sealed class WindowedAggregateOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator> : IOperator
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly AggregateState<TIn, TBuffer, TOut, TAggregator> _state;
    private readonly ISerde<TKey> _keySerde;
    private readonly Func<TKey, TimeWindow, TOut, TRow> _makeRow;
    private readonly long _size;
    private readonly OutputMode _mode;
    private readonly bool _hasWatermark;
    private readonly Link<TRow> _next;
    private readonly IReadOnlyList<IFlushable> _ends;
    private TKey[] _keys = [];

    public WindowedAggregateOperator(
        StageContext context, int number, AggregateState<TIn, TBuffer, TOut, TAggregator> state, ISerde<TKey> keySerde, Func<TKey, TimeWindow, TOut, TRow> makeRow, FixedWindow window,
        OutputMode mode, bool hasWatermark, Link<TRow> next, IReadOnlyList<IFlushable> ends)
    {
        _context = context;
        _number = number;
        _state = state;
        _keySerde = keySerde;
        _makeRow = makeRow;
        _size = window.SizeMicroseconds;
        _mode = mode;
        _hasWatermark = hasWatermark;
        _next = next;
        _ends = ends;
        Merged = new AggregateReceiver<TIn, TBuffer, TOut, TAggregator>(context, number, state);
        Rows = new AggregateRowReceiver<TIn, TBuffer, TOut, TAggregator>(context, number, state);
    }

    /// <summary>Takes intermediate values.</summary>
    public Operator<KeyedBatch<TBuffer>> Merged { get; }

    /// <summary>Takes rows one by one.</summary>
    public Operator<KeyedBatch<TIn>> Rows { get; }

    public void OnEpochEnd(long epoch)
    {
        _context.Origin = NoOrigin;
        _context.Row = -1;
        _context.Current = _number;
        try
        {
            if (_mode == OutputMode.Complete)
            {
                var all = new Emitter(this, isShown: true);
                _state.Table.VisitAll(ref all);
            }
            else
            {
                if (_mode == OutputMode.Update)
                {
                    foreach (int index in _state.Dirty)
                    {
                        EmitChanged(index);
                    }
                }

                if (_hasWatermark)
                {
                    var finished = new Emitter(this, _mode == OutputMode.Append);
                    _state.Expire(ref finished);
                }
            }
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested))
        {
            throw _context.Failure(error);
        }

        foreach (var end in _ends)
        {
            end.Flush();
        }

        _state.EndEpoch();
    }

    private void EmitChanged(int index)
    {
        Span<byte> scratch = stackalloc byte[16];
        var bytes = _state.Table.KeyOf(index, scratch, out _);
        Emit(KeyOf(index, bytes), WindowedKeyEncoder<TIn, TKey>.EndOf(bytes), _state.Result(index));
    }

    private void Emit(TKey key, long end, TOut value)
    {
        _context.Current = _number;
        _context.Timestamp = end - 1; // the time of the window, for windows of windows
        _next.Push(_makeRow(key, TimeWindow.Of(end - _size, end), value));
    }

    // A decoded key that is an object is kept while its window is open.
    private TKey KeyOf(int index, ReadOnlySpan<byte> bytes)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<TKey>())
        {
            return WindowedKeyEncoder<TIn, TKey>.KeyOf(bytes, _keySerde);
        }

        ref bool isCached = ref _state.Table.HasCachedKey(index);
        if (!isCached)
        {
            if (index >= _keys.Length)
            {
                Array.Resize(ref _keys, Math.Max(index + 1, Math.Max(1024, _keys.Length * 2)));
            }

            _keys[index] = WindowedKeyEncoder<TIn, TKey>.KeyOf(bytes, _keySerde);
            isCached = true;
        }

        return _keys[index];
    }

    private readonly struct Emitter(WindowedAggregateOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator> owner, bool isShown) : IEntryVisitor<TBuffer>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref TBuffer value)
        {
            if (isShown)
            {
                owner.Emit(WindowedKeyEncoder<TIn, TKey>.KeyOf(key, owner._keySerde), WindowedKeyEncoder<TIn, TKey>.EndOf(key), owner._state.Result(ref value));
            }
        }
    }
}
