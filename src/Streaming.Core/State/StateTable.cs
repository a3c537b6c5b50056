using System.Buffers;
using System.Runtime.CompilerServices;

namespace Streaming;

/// <summary>A worker's hash table of an operator's state: typed values by encoded key, written back at the end of each epoch.</summary>
/// <remarks>
/// With a committed store behind it the table holds what the epochs used lately and loads what it lacks; without one it holds everything.
/// Numbers of entries are valid until the end of the epoch. One thread owns it.
/// </remarks>
internal sealed class StateTable<TValue>(StoreId id, StateStoreSchema schema, ISerde<TValue> serde, bool isTimed) : IStateTable
{
    // What a value with objects takes beside its bytes, roughly.
    private const int ObjectBytes = 48;

    private static readonly bool HasObjects = RuntimeHelpers.IsReferenceOrContainsReferences<TValue>();

    private readonly KeyTable<TValue> _table = new(1024);
    private readonly IStateStore? _committed = id.Scope.Committed;
    private readonly StatePartitioner _partitioner = id.Scope.Partitioner;
    private readonly PriorityQueue<int, long> _times = new();
    private readonly ArrayBufferWriter<byte> _keyBytes = new(256);
    private readonly ArrayBufferWriter<byte> _valueBytes = new(256);
    private long _expiredTo = long.MinValue;
    private int[] _dirty = new int[256];
    private int _dirtyCount;

    // Of values with objects that came into the table since it was last emptied: who never empties it need not know.
    private long _objectBytes;

    public StateStoreSchema Schema => schema;

    /// <summary>Called with the value of an entry that the table gives up.</summary>
    public Action<TValue>? Released { get; set; }

    /// <summary>Entries changed in this epoch, in the order of their first change; some may have been removed since.</summary>
    public ReadOnlySpan<int> Dirty => _dirty.AsSpan(0, _dirtyCount);

    public long MemoryBytes => _table.MemoryBytes + (_times.Count * 16L) + _objectBytes;

    /// <summary>The number of the key's entry, or -1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isNull">Whether it is the null key.</param>
    /// <param name="partition">Its partition, -1 where it is not known yet.</param>
    public int Find(ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        int index = _table.Find(key, isNull);
        if (index >= 0)
        {
            return IsRemoved(index) ? -1 : index;
        }

        if (_committed is null)
        {
            return -1;
        }

        partition = partition >= 0 ? partition : _partitioner.PartitionOf(key, isNull);
        if (!Read(key, isNull, partition))
        {
            return -1;
        }

        CountObject();
        return Insert(key, isNull, partition, serde.Read(_valueBytes.WrittenSpan));
    }

    /// <summary>The number of the key's entry, which is added with a default value where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetOrAdd(ReadOnlySpan<byte> key, bool isNull, int partition, out bool added)
    {
        int index = _table.GetOrAdd(key, isNull, out added);
        return added || IsRemoved(index) ? Complete(index, key, isNull, partition, out added) : index;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TValue Value(int index) => ref _table.At(index).Value;

    public int PartitionOf(int index) => _table.At(index).Partition;

    public bool IsRemoved(int index) => (_table.At(index).Flags & KeyTable<TValue>.EntryFlags.Removed) != 0;

    /// <summary>Whether a decoded form of the key is kept under the entry's number; forgotten with the entry.</summary>
    public ref bool HasCachedKey(int index) => ref _table.At(index).HasCachedKey;

    /// <summary>The bytes of an entry's key.</summary>
    /// <param name="index">Number of the entry.</param>
    /// <param name="scratch">At least 16 bytes.</param>
    /// <param name="isNull">True for the null key.</param>
    public ReadOnlySpan<byte> KeyOf(int index, Span<byte> scratch, out bool isNull) => _table.KeyOf(index, scratch, out isNull);

    /// <summary>Says that the entry's value changed. True for the first time in this epoch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MarkDirty(int index)
    {
        ref var flags = ref _table.At(index).Flags;
        if ((flags & KeyTable<TValue>.EntryFlags.Dirty) != 0)
        {
            return false;
        }

        flags |= KeyTable<TValue>.EntryFlags.Dirty;
        AddDirty(index);
        return true;
    }

    /// <summary>Removes an entry.</summary>
    public void Remove(int index)
    {
        MarkDirty(index);
        ref var entry = ref _table.At(index);
        Release(ref entry);
        entry.Flags |= KeyTable<TValue>.EntryFlags.Removed;
    }

    /// <summary>Sees all entries.</summary>
    public void VisitAll<TVisitor>(ref TVisitor visitor)
        where TVisitor : IEntryVisitor<TValue>
    {
        Span<byte> scratch = stackalloc byte[16];
        for (int i = 0; i < _table.Count; i++)
        {
            if (!_table.IsFree(i) && !IsRemoved(i))
            {
                ref var entry = ref _table.At(i);
                var key = _table.KeyOf(i, scratch, out bool isNull);
                visitor.Visit(key, isNull, entry.Partition, ref entry.Value);
            }
        }

        if (_committed is null)
        {
            return;
        }

        foreach (int partition in id.Scope.Partitions)
        {
            using var cursor = _committed.Scan(Prefix(partition), Prefix(partition, after: true));
            while (cursor.MoveNext())
            {
                var key = StateKey.Key(cursor.Key);
                bool isNull = StateKey.IsNull(cursor.Key);
                if (_table.Find(key, isNull) < 0)
                {
                    var value = serde.Read(cursor.Value);
                    visitor.Visit(key, isNull, partition, ref value);
                    Released?.Invoke(value);
                }
            }
        }
    }

    /// <summary>Sees and removes the entries whose time is not after a bound; only where keys begin with a time.</summary>
    /// <param name="bound">Not before that of an earlier call.</param>
    /// <param name="visitor">Sees the entries.</param>
    public void Expire<TVisitor>(long bound, ref TVisitor visitor)
        where TVisitor : IEntryVisitor<TValue>
    {
        Span<byte> scratch = stackalloc byte[16];
        while (_times.TryPeek(out int index, out long time) && time <= bound)
        {
            _times.Dequeue();
            if (_table.IsFree(index) || IsRemoved(index))
            {
                continue;
            }

            var key = _table.KeyOf(index, scratch, out bool isNull);
            if (OrderedKey.ReadLong(key) == time)
            {
                ref var entry = ref _table.At(index);
                visitor.Visit(key, isNull, entry.Partition, ref entry.Value);
                Remove(index);
            }
        }

        if (_committed is null)
        {
            return;
        }

        // What was finished before is gone: neither looked for again nor read past as so many deleted keys.
        if (bound <= _expiredTo)
        {
            return;
        }

        Span<byte> start = stackalloc byte[StateKey.PrefixLength + OrderedKey.LongLength];
        Span<byte> end = stackalloc byte[start.Length];
        OrderedKey.WriteLong(start[StateKey.PrefixLength..], _expiredTo == long.MinValue ? _expiredTo : _expiredTo + 1);
        OrderedKey.WriteLong(end[StateKey.PrefixLength..], bound == long.MaxValue ? bound : bound + 1);
        foreach (int partition in id.Scope.Partitions)
        {
            byte[] prefix = Prefix(partition);
            prefix.CopyTo(start);
            prefix.CopyTo(end);
            using var cursor = _committed.Scan(start, bound == long.MaxValue ? Prefix(partition, after: true) : end);
            while (cursor.MoveNext())
            {
                var key = StateKey.Key(cursor.Key);
                if (_table.Find(key, isNull: false) < 0)
                {
                    int index = Insert(key, isNull: false, partition, serde.Read(cursor.Value));
                    ref var entry = ref _table.At(index);
                    visitor.Visit(key, false, partition, ref entry.Value);
                    Remove(index);
                }
            }
        }

        _expiredTo = bound;
    }

    public void Restore(int partition, bool isNullKey, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int index = _table.Find(key, isNullKey);
        if (index >= 0)
        {
            ref var entry = ref _table.At(index);
            Release(ref entry);
            entry.Value = serde.Read(value);
        }
        else
        {
            Insert(key, isNullKey, partition, serde.Read(value));
        }
    }

    public void RestoreDeleted(int partition, bool isNullKey, ReadOnlySpan<byte> key)
    {
        int index = _table.Find(key, isNullKey);
        if (index >= 0)
        {
            Release(ref _table.At(index));
            _table.Remove(index);
        }
    }

    public void Visit(IStateVisitor visitor)
    {
        var writer = new VisitWriter(this, visitor);
        VisitAll(ref writer);
    }

    public void CollectChanges(StateChanges? changes)
    {
        Span<byte> scratch = stackalloc byte[16];
        foreach (int index in Dirty)
        {
            ref var entry = ref _table.At(index);
            bool isRemoved = (entry.Flags & KeyTable<TValue>.EntryFlags.Removed) != 0;
            if (changes is not null)
            {
                _keyBytes.ResetWrittenCount();
                var key = _table.KeyOf(index, scratch, out bool isNull);
                StateKey.Write(_keyBytes, id.OperatorId, id.Store, entry.Partition, isNull, key);
                if (isRemoved)
                {
                    changes.Delete(_keyBytes.WrittenSpan);
                }
                else
                {
                    _valueBytes.ResetWrittenCount();
                    serde.Write(entry.Value, _valueBytes);
                    changes.Put(_keyBytes.WrittenSpan, _valueBytes.WrittenSpan);
                    if ((entry.Flags & KeyTable<TValue>.EntryFlags.Added) != 0)
                    {
                        CountObject();
                    }
                }
            }

            entry.Flags = KeyTable<TValue>.EntryFlags.None;
            if (isRemoved)
            {
                _table.Remove(index);
            }
        }

        _dirtyCount = 0;
    }

    public void DropCached()
    {
        if (Released is not null)
        {
            for (int i = 0; i < _table.Count; i++)
            {
                if (!_table.IsFree(i))
                {
                    Release(ref _table.At(i));
                }
            }
        }

        // With the memory: a table that stays as large would be emptied at each epoch.
        _table.Release();
        _objectBytes = 0;
        _times.Clear();
    }

    private int Complete(int index, ReadOnlySpan<byte> key, bool isNull, int partition, out bool added)
    {
        ref var entry = ref _table.At(index);
        bool wasRemoved = (entry.Flags & KeyTable<TValue>.EntryFlags.Removed) != 0;
        entry.Flags &= ~KeyTable<TValue>.EntryFlags.Removed;
        entry.Partition = (ushort)(partition >= 0 ? partition : _partitioner.PartitionOf(key, isNull));
        if (isTimed)
        {
            _times.Enqueue(index, OrderedKey.ReadLong(key));
        }

        added = true;
        if (_committed is null || wasRemoved)
        {
            return index;
        }

        if (Read(key, isNull, entry.Partition))
        {
            CountObject();
            entry.Value = serde.Read(_valueBytes.WrittenSpan);
            added = false;
        }
        else
        {
            entry.Flags |= KeyTable<TValue>.EntryFlags.Added;
        }

        return index;
    }

    private int Insert(ReadOnlySpan<byte> key, bool isNull, int partition, TValue value)
    {
        int index = _table.GetOrAdd(key, isNull, out _);
        ref var entry = ref _table.At(index);
        entry.Partition = (ushort)partition;
        entry.Value = value;
        if (isTimed)
        {
            _times.Enqueue(index, OrderedKey.ReadLong(key));
        }

        return index;
    }

    // The value whose bytes are at hand.
    private void CountObject() => _objectBytes += HasObjects ? _valueBytes.WrittenCount + ObjectBytes : 0;

    private bool Read(ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        _keyBytes.ResetWrittenCount();
        _valueBytes.ResetWrittenCount();
        StateKey.Write(_keyBytes, id.OperatorId, id.Store, partition, isNull, key);
        return _committed!.TryGet(_keyBytes.WrittenSpan, _valueBytes);
    }

    private void Release(ref KeyTable<TValue>.Entry entry)
    {
        if ((entry.Flags & KeyTable<TValue>.EntryFlags.Removed) == 0)
        {
            Released?.Invoke(entry.Value);
        }

        entry.Value = default!;
        entry.HasCachedKey = false;
    }

    private void AddDirty(int index)
    {
        if (_dirtyCount == _dirty.Length)
        {
            Array.Resize(ref _dirty, _dirtyCount * 2);
        }

        _dirty[_dirtyCount++] = index;
    }

    private byte[] Prefix(int partition, bool after = false) => StateKey.StorePrefix(id.OperatorId, id.Store, partition, after);

    private StoreId Id => id;

    private ISerde<TValue> Serde => serde;

    private readonly struct VisitWriter(StateTable<TValue> table, IStateVisitor visitor) : IEntryVisitor<TValue>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref TValue value)
        {
            table._keyBytes.ResetWrittenCount();
            table._valueBytes.ResetWrittenCount();
            StateKey.Write(table._keyBytes, table.Id.OperatorId, table.Id.Store, partition, isNull, key);
            table.Serde.Write(value, table._valueBytes);
            visitor.Put(table._keyBytes.WrittenSpan, table._valueBytes.WrittenSpan);
        }
    }
}
