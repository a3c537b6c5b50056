using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>A worker's share of a keyed aggregation: intermediate values by encoded key, and what the epoch changed.</summary>
/// <remarks>
/// Knows neither typed nor column batches: rows come as <see cref="IKeyedBatch{TValue}"/> or as values merged before the exchange.
/// Where keys begin with a time (the end of their window), rows of finished keys are dropped, and keys expire.
/// </remarks>
internal sealed class AggregateState<TIn, TBuffer, TOut, TAggregator>
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private readonly OperatorState _state;
    private readonly bool _dropsLate;
    private readonly KeyTable<byte> _late = new(16);
    private TAggregator _aggregator;
    private readonly TBuffer[] _waste = [default!];
    private bool _hasWaste;

    /// <summary>Creates the state.</summary>
    /// <param name="state">The operator's state.</param>
    /// <param name="aggregator">The aggregate.</param>
    /// <param name="schema">Key and value.</param>
    /// <param name="isTimed">Whether keys begin with a time.</param>
    /// <param name="dropsLate">Whether rows of finished keys are dropped, where keys begin with a time; complete mode keeps them.</param>
    /// <param name="released">Takes back the value of a key that is gone.</param>
    public AggregateState(OperatorState state, TAggregator aggregator, StateStoreSchema schema, bool isTimed = false, bool dropsLate = true, Action<TBuffer>? released = null)
    {
        _state = state;
        _aggregator = aggregator;
        _dropsLate = isTimed && dropsLate;
        Table = state.Table<TBuffer>(0, schema, aggregator.BufferSerde, isTimed);
        Table.Released = released;
    }

    public StateTable<TBuffer> Table { get; }

    public OperatorState State => _state;

    /// <summary>Numbers of the entries that had rows in this epoch, in the order of their first row.</summary>
    public ReadOnlySpan<int> Dirty => Table.Dirty;

    public TOut Result(int index) => _aggregator.Finish(in Table.Value(index));

    public TOut Result(ref TBuffer buffer) => _aggregator.Finish(in buffer);

    /// <summary>Adds a key without rows, and counts it as changed.</summary>
    public void Touch(ReadOnlySpan<byte> key, bool isNull) => Touch(key, isNull, -1);

    /// <summary>Adds rows to the values of their keys.</summary>
    public void Reduce<TBatch>(TBatch batch)
        where TBatch : struct, IKeyedBatch<TIn>
    {
        int count = batch.Count;
        for (int i = 0; i < count; i++)
        {
            var key = batch.Key(i, out bool isNull);
            ref var value = ref Touch(key, isNull, -1);
            _aggregator.Reduce(ref value, batch.Value(i));
        }
    }

    /// <summary>Adds rows that came through an exchange one by one.</summary>
    public void Reduce(KeyedBatch<TIn> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            ref var value = ref Touch(batch.Key(i), batch.IsNull(i), batch.Partition(i));
            _aggregator.Reduce(ref value, batch.Value(i));
        }
    }

    /// <summary>Adds intermediate values that were made before the exchange.</summary>
    public void Merge(KeyedBatch<TBuffer> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            ref var value = ref Touch(batch.Key(i), batch.IsNull(i), batch.Partition(i));
            _aggregator.Merge(ref value, in batch.Value(i));
        }
    }

    /// <summary>Shows and removes the keys that are finished.</summary>
    public void Expire<TVisitor>(ref TVisitor visitor)
        where TVisitor : IEntryVisitor<TBuffer>
    {
        var counting = new Counting<TVisitor>(_state, visitor);
        Table.Expire(_state.Times.EvictionWatermark, ref counting);
        visitor = counting.Inner;
    }

    /// <summary>Forgets what was only needed for the rows of this epoch.</summary>
    public void EndEpoch()
    {
        if (_hasWaste)
        {
            _late.Clear();
            Table.Released?.Invoke(_waste[0]);
            _waste[0] = default!;
            _hasWaste = false;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref TBuffer Touch(ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        if (_dropsLate && OrderedKey.ReadLong(key) <= _state.Times.LateWatermark)
        {
            return ref Waste(key);
        }

        int index = Table.GetOrAdd(key, isNull, partition, out bool added);
        ref TBuffer value = ref Table.Value(index);
        if (added)
        {
            value = _aggregator.Zero();
            _state.AddRows(Table.PartitionOf(index), 1);
        }

        if (Table.MarkDirty(index))
        {
            _state.Updated++;
        }

        return ref value;
    }

    // As in Spark a late key counts once, however many rows it has.
    private ref TBuffer Waste(ReadOnlySpan<byte> key)
    {
        if (!_hasWaste)
        {
            _hasWaste = true;
            _waste[0] = _aggregator.Zero();
        }

        _late.GetOrAdd(key, false, out bool added);
        _state.Dropped += added ? 1 : 0;
        return ref _waste[0];
    }

    private struct Counting<TVisitor>(OperatorState state, TVisitor visitor) : IEntryVisitor<TBuffer>
        where TVisitor : IEntryVisitor<TBuffer>
    {
        public TVisitor Inner = visitor;

        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref TBuffer value)
        {
            state.AddRows(partition, -1);
            state.Removed++;
            Inner.Visit(key, isNull, partition, ref value);
        }
    }
}
