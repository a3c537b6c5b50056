using System.Buffers;
using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>A worker's share of a keyed aggregation: intermediate values by encoded key, and what the epoch changed.</summary>
/// <remarks>Knows neither typed nor column batches: rows come as <see cref="IKeyedBatch{TValue}"/> or as values merged before the exchange.</remarks>
internal sealed class AggregateState<TIn, TBuffer, TOut, TAggregator>(int operatorId, TAggregator aggregator, StatePartitioner partitioner) : IStatefulOperator
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private readonly KeyTable<TBuffer> _table = new(1024);
    private readonly ArrayBufferWriter<byte> _keyBytes = new(256);
    private readonly ArrayBufferWriter<byte> _valueBytes = new(256);
    private TAggregator _aggregator = aggregator;
    private int[] _dirty = new int[1024];
    private int _dirtyCount;
    private long _updated;

    public int OperatorId => operatorId;

    public string OperatorName => "stateStoreSave";

    public KeyTable<TBuffer> Table => _table;

    /// <summary>Numbers of the entries that had rows in this epoch, in the order of their first row.</summary>
    public ReadOnlySpan<int> Dirty => _dirty.AsSpan(0, _dirtyCount);

    public StateOperatorCounts Counts => new(_table.Count, _updated, 0, 0, _table.MemoryBytes);

    public TOut Result(int index) => _aggregator.Finish(in _table.At(index).Value);

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
            ref var entry = ref Touch(key, isNull, -1);
            _aggregator.Reduce(ref entry.Value, batch.Value(i));
        }
    }

    /// <summary>Adds rows that came through an exchange one by one.</summary>
    public void Reduce(KeyedBatch<TIn> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            ref var entry = ref Touch(batch.Key(i), batch.IsNull(i), batch.Partition(i));
            _aggregator.Reduce(ref entry.Value, batch.Value(i));
        }
    }

    /// <summary>Adds intermediate values that were made before the exchange.</summary>
    public void Merge(KeyedBatch<TBuffer> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            ref var entry = ref Touch(batch.Key(i), batch.IsNull(i), batch.Partition(i));
            _aggregator.Merge(ref entry.Value, in batch.Value(i));
        }
    }

    /// <summary>Writes the changes of the epoch and starts the next one.</summary>
    public void CollectChanges(StateChanges? changes)
    {
        Span<byte> scratch = stackalloc byte[16];
        var serde = _aggregator.BufferSerde;
        foreach (int index in Dirty)
        {
            ref var entry = ref _table.At(index);
            entry.IsDirty = false;
            if (changes is null)
            {
                continue;
            }

            _keyBytes.ResetWrittenCount();
            _valueBytes.ResetWrittenCount();
            var key = _table.KeyOf(index, scratch, out bool isNull);
            StateKey.Write(_keyBytes, operatorId, 0, entry.Partition, isNull, key);
            serde.Write(entry.Value, _valueBytes);
            changes.Put(_keyBytes.WrittenSpan, _valueBytes.WrittenSpan);
        }

        _updated = _dirtyCount;
        _dirtyCount = 0;
    }

    public void Visit(IStateVisitor visitor)
    {
        Span<byte> scratch = stackalloc byte[16];
        for (int i = 0; i < _table.Count; i++)
        {
            ref var entry = ref _table.At(i);
            _keyBytes.ResetWrittenCount();
            _valueBytes.ResetWrittenCount();
            var key = _table.KeyOf(i, scratch, out bool isNull);
            StateKey.Write(_keyBytes, operatorId, 0, entry.Partition, isNull, key);
            _aggregator.BufferSerde.Write(entry.Value, _valueBytes);
            visitor.Put(_keyBytes.WrittenSpan, _valueBytes.WrittenSpan);
        }
    }

    public void Restore(int store, int partition, bool isNullKey, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int index = _table.GetOrAdd(key, isNullKey, out _);
        ref var entry = ref _table.At(index);
        entry.Partition = (ushort)partition;
        entry.Value = _aggregator.BufferSerde.Read(value);
    }

    public void RestoreDeleted(int store, int partition, bool isNullKey, ReadOnlySpan<byte> key) =>
        throw new StreamingException("CANNOT_LOAD_STATE_STORE", $"The state of operator {operatorId} (keyed aggregation) has a removed key, which this operator never writes. The checkpoint belongs to another query; start with a new checkpointLocation.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref KeyTable<TBuffer>.Entry Touch(ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        int index = _table.GetOrAdd(key, isNull, out bool added);
        ref var entry = ref _table.At(index);
        if (added)
        {
            entry.Value = _aggregator.Zero();
            entry.Partition = (ushort)(partition >= 0 ? partition : partitioner.PartitionOf(key, isNull));
        }

        if (!entry.IsDirty)
        {
            entry.IsDirty = true;
            MarkDirty(index);
        }

        return ref entry;
    }

    private void MarkDirty(int index)
    {
        if (_dirtyCount == _dirty.Length)
        {
            Array.Resize(ref _dirty, _dirtyCount * 2);
        }

        _dirty[_dirtyCount++] = index;
    }
}
