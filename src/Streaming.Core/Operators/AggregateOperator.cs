using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>The owner's side of a typed keyed aggregation: takes batches from the exchange, emits rows at the end of the epoch.</summary>
internal sealed class AggregateOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator> : IOperator
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly AggregateState<TIn, TBuffer, TOut, TAggregator> _state;
    private readonly ISerde<TKey> _keySerde;
    private readonly Func<TKey, TOut, TRow> _makeRow;
    private readonly OutputMode _mode;
    private readonly Link<TRow> _next;
    private readonly IReadOnlyList<IFlushable> _ends;
    private TKey[] _keys = [];

    public AggregateOperator(
        StageContext context, int number, AggregateState<TIn, TBuffer, TOut, TAggregator> state, ISerde<TKey> keySerde,
        Func<TKey, TOut, TRow> makeRow, OutputMode mode, Link<TRow> next, IReadOnlyList<IFlushable> ends)
    {
        _context = context;
        _number = number;
        _state = state;
        _keySerde = keySerde;
        _makeRow = makeRow;
        _mode = mode;
        _next = next;
        _ends = ends;
        Merged = new AggregateReceiver<TIn, TBuffer, TOut, TAggregator>(context, number, state);
        Rows = new AggregateRowReceiver<TIn, TBuffer, TOut, TAggregator>(context, number, state);
    }

    /// <summary>Takes intermediate values.</summary>
    public Operator<KeyedBatch<TBuffer>> Merged { get; }

    /// <summary>Takes rows one by one.</summary>
    public Operator<KeyedBatch<TIn>> Rows { get; }

    /// <summary>Takes rows without an exchange, where there is one worker.</summary>
    public Operator<RecordBatch<TIn>> CreateDirect(KeyEncoder<TIn, TKey> encoder) => new DirectSide(this, encoder);

    public void OnEpochEnd(long epoch)
    {
        _context.Origin = NoOrigin;
        _context.Row = -1;
        _context.Timestamp = RecordBatch<TRow>.NoTimestamp;
        _context.Current = _number;
        try
        {
            if (_mode == OutputMode.Complete)
            {
                var all = new Emitter(this);
                _state.Table.VisitAll(ref all);
            }
            else
            {
                foreach (int index in _state.Dirty)
                {
                    Emit(index);
                }
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

        _state.EndEpoch();
    }

    private void Emit(int index)
    {
        _context.Current = _number;
        _next.Push(_makeRow(KeyOf(index), _state.Result(index)));
    }

    // A decoded key that is an object is kept, so that a key is decoded once and not once per epoch.
    private TKey KeyOf(int index)
    {
        Span<byte> scratch = stackalloc byte[16];
        ref bool isCached = ref _state.Table.HasCachedKey(index);
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<TKey>())
        {
            return Decode(_state.Table.KeyOf(index, scratch, out bool isNullValue), isNullValue);
        }

        if (isCached)
        {
            return _keys[index];
        }

        if (index >= _keys.Length)
        {
            Array.Resize(ref _keys, Math.Max(index + 1, Math.Max(1024, _keys.Length * 2)));
        }

        var key = Decode(_state.Table.KeyOf(index, scratch, out bool isNull), isNull);
        _keys[index] = key;
        isCached = true;
        return key;
    }

    private TKey Decode(ReadOnlySpan<byte> bytes, bool isNull) => isNull ? default! : _keySerde.Read(bytes);

    private bool IsForeign(Exception error) => error is not StreamingException
        && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested);

    private readonly struct Emitter(AggregateOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator> owner) : IEntryVisitor<TBuffer>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref TBuffer value)
        {
            owner._context.Current = owner._number;
            owner._next.Push(owner._makeRow(owner.Decode(key, isNull), owner._state.Result(ref value)));
        }
    }

    private sealed class DirectSide(AggregateOperator<TIn, TKey, TBuffer, TOut, TRow, TAggregator> owner, KeyEncoder<TIn, TKey> encoder) : Operator<RecordBatch<TIn>>
    {
        public override void Process(RecordBatch<TIn> batch)
        {
            try
            {
                owner._state.Reduce(new TypedKeyedBatch<TIn, TKey>(batch, encoder, owner._context));
            }
            catch (Exception error) when (owner.IsForeign(error))
            {
                throw StageContext.Failure(error, owner._context.Names[owner._number], batch.Origin, owner._context.Row);
            }
        }
    }
}
