using System.Buffers;

namespace Streaming;

/// <summary>A worker's store of an operator that can be read in the order of its keys: indexes by time, entries by prefix.</summary>
/// <remarks>
/// Without a committed store it holds everything; with one it holds what the epoch changed, laid over it. Keys are bytes within a partition;
/// a key that may be null says so in its bytes. One thread owns it.
/// </remarks>
internal sealed class OrderedState(StoreId id, StateStoreSchema schema) : IStateTable
{
    private readonly SortedEntries _entries = new();
    private readonly IStateStore? _committed = id.Scope.Committed;
    private readonly List<SortedEntries.Entry> _dirty = [];
    private readonly ArrayBufferWriter<byte> _keyBytes = new(256);
    private readonly ArrayBufferWriter<byte> _valueBytes = new(256);
    private readonly Stack<OrderedCursor> _cursors = [];

    public StateStoreSchema Schema => schema;

    public long MemoryBytes => _entries.MemoryBytes;

    internal SortedEntries Entries => _entries;

    internal IStateStore? Committed => _committed;

    /// <summary>Sets the value of a key.</summary>
    public void Put(int partition, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Set(FullKey(partition, key), value.ToArray());

    /// <summary>Removes a key; nothing where there is none.</summary>
    public void Delete(int partition, ReadOnlySpan<byte> key) => DeleteFull(FullKey(partition, key));

    /// <summary>The value of a key; valid until the next call on this store.</summary>
    public bool TryGet(int partition, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var full = FullKey(partition, key);
        if (_entries.TryFind(full, out var entry))
        {
            value = entry.Value;
            return entry.Value is not null;
        }

        _valueBytes.ResetWrittenCount();
        if (_committed is not null && _committed.TryGet(full, _valueBytes))
        {
            value = _valueBytes.WrittenSpan;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The entries of a partition whose keys begin with some bytes, in order. Entries may be set and deleted meanwhile.</summary>
    public OrderedCursor Scan(int partition, ReadOnlySpan<byte> prefix)
    {
        var from = FullKey(partition, prefix);
        return Open(from, After(from));
    }

    /// <summary>The entries of a partition with <paramref name="from"/> &lt;= key &lt; <paramref name="to"/>, in order. Entries may be set and deleted meanwhile.</summary>
    public OrderedCursor Range(int partition, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        byte[] end = FullKey(partition, to).ToArray();
        return Open(FullKey(partition, from), end);
    }

    public void Restore(int partition, bool isNullKey, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _entries.Set(FullKey(partition, key), value.ToArray(), isDirty: false, out _);

    public void RestoreDeleted(int partition, bool isNullKey, ReadOnlySpan<byte> key) => _entries.Remove(FullKey(partition, key));

    public void Visit(IStateVisitor visitor)
    {
        foreach (int partition in id.Scope.Partitions)
        {
            using var cursor = Scan(partition, default);
            while (cursor.MoveNext())
            {
                visitor.Put(cursor.FullKey, cursor.Value);
            }
        }
    }

    public void CollectChanges(StateChanges? changes)
    {
        foreach (var entry in _dirty)
        {
            if (entry.Value is null)
            {
                changes?.Delete(entry.Key);
                _entries.Remove(entry.Key);
            }
            else
            {
                changes?.Put(entry.Key, entry.Value);
                entry.IsDirty = false;
            }
        }

        _dirty.Clear();
        _entries.Changed();
    }

    public void DropCached() => _entries.Clear();

    internal void DeleteFull(ReadOnlySpan<byte> key) => Set(key, null);

    internal void Return(OrderedCursor cursor) => _cursors.Push(cursor);

    private void Set(ReadOnlySpan<byte> key, byte[]? value)
    {
        // Where everything is here, a key that is not needs no trace of its deletion.
        if (value is null && _committed is null && !_entries.TryFind(key, out _))
        {
            return;
        }

        var entry = _entries.Set(key, value, isDirty: true, out bool isNewlyDirty);
        if (isNewlyDirty)
        {
            _dirty.Add(entry);
        }
    }

    private OrderedCursor Open(ReadOnlySpan<byte> from, byte[] to)
    {
        var cursor = _cursors.TryPop(out var used) ? used : new OrderedCursor(this);
        cursor.Open(from, to);
        return cursor;
    }

    private ReadOnlySpan<byte> FullKey(int partition, ReadOnlySpan<byte> key)
    {
        _keyBytes.ResetWrittenCount();
        StateKey.Write(_keyBytes, id.OperatorId, id.Store, partition, isNull: false, key);
        return _keyBytes.WrittenSpan;
    }

    // The first key that does not begin with the prefix.
    private static byte[] After(ReadOnlySpan<byte> prefix)
    {
        byte[] after = prefix.ToArray();
        int last = after.Length - 1;
        while (last >= 0 && after[last] == byte.MaxValue)
        {
            last--;
        }

        if (last < 0)
        {
            return [];
        }

        after[last]++;
        return after[..(last + 1)];
    }
}
