using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>One worker's share of an operator's state: its stores, and what the epoch did to them.</summary>
internal sealed class OperatorState(int operatorId, string operatorName, StateScope scope) : IStatefulOperator
{
    /// <summary>Number of the store that holds the number of rows of each partition.</summary>
    internal const byte RowCounts = byte.MaxValue;

    private readonly SortedDictionary<byte, IStateTable> _stores = [];
    private readonly long[] _rows = new long[scope.Partitioner.Partitions];
    private readonly bool[] _rowsChanged = new bool[scope.Partitioner.Partitions];
    private readonly List<int> _changedRows = [];
    private readonly ArrayBufferWriter<byte> _bytes = new(64);
    private long _total;
    private StateOperatorCounts _counts;

    public int OperatorId => operatorId;

    public string OperatorName => operatorName;

    public StateScope Scope => scope;

    public int StoresPerPartition { get; set; } = 1;

    /// <summary>When the epoch at hand runs.</summary>
    public EpochTimes Times { get; private set; }

    /// <summary>Rows changed in the epoch at hand.</summary>
    public long Updated { get; set; }

    /// <summary>Rows removed in the epoch at hand.</summary>
    public long Removed { get; set; }

    /// <summary>Rows of the epoch at hand that came too late.</summary>
    public long Dropped { get; set; }

    /// <inheritdoc/>
    public long NextDueMs { get; set; } = long.MaxValue;

    /// <summary>The operator's own counters of the epoch at hand, for <c>customMetrics</c>.</summary>
    public SortedDictionary<string, long> CustomMetrics { get; } = new(StringComparer.Ordinal);

    /// <summary>The partitions that this worker owns.</summary>
    public IReadOnlyList<int> Partitions => scope.Partitions;

    /// <summary>Rows of all partitions that this worker owns.</summary>
    public long Rows => _total;

    public StateOperatorCounts Counts => _counts;

    public IEnumerable<(byte Store, StateStoreSchema Schema)> Schemas => _stores.Select(store => (store.Key, store.Value.Schema));

    /// <summary>Adds a store that is a hash table of typed values.</summary>
    /// <param name="store">Number of the store within the operator.</param>
    /// <param name="schema">What it holds.</param>
    /// <param name="serde">How values are written.</param>
    /// <param name="isTimed">Whether keys begin with a time (see <see cref="OrderedKey"/>), by which entries expire.</param>
    public StateTable<TValue> Table<TValue>(byte store, StateStoreSchema schema, ISerde<TValue> serde, bool isTimed = false)
    {
        var table = new StateTable<TValue>(new StoreId(operatorId, store, scope), schema, serde, isTimed);
        _stores.Add(store, table);
        return table;
    }

    /// <summary>Adds a store whose keys can be read in order.</summary>
    public OrderedState Ordered(byte store, StateStoreSchema schema)
    {
        var table = new OrderedState(new StoreId(operatorId, store, scope), schema);
        _stores.Add(store, table);
        return table;
    }

    /// <summary>Changes the number of rows that the operator reports.</summary>
    public void AddRows(int partition, long change)
    {
        _rows[partition] += change;
        _total += change;
        if (!_rowsChanged[partition])
        {
            _rowsChanged[partition] = true;
            _changedRows.Add(partition);
        }
    }

    public void BeginEpoch(EpochTimes times)
    {
        Times = times;
        Updated = 0;
        Removed = 0;
        Dropped = 0;
        CustomMetrics.Clear();
        if (scope.Committed is not null && _stores.Values.Sum(store => store.MemoryBytes) > scope.CacheBytes)
        {
            foreach (var store in _stores.Values)
            {
                store.DropCached();
            }
        }
    }

    public void Restore(int store, int partition, bool isNullKey, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (store == RowCounts)
        {
            long rows = BinaryPrimitives.ReadInt64LittleEndian(value);
            _total += rows - _rows[partition];
            _rows[partition] = rows;
            return;
        }

        StoreOf(store).Restore(partition, isNullKey, key, value);
    }

    public void RestoreDeleted(int store, int partition, bool isNullKey, ReadOnlySpan<byte> key) => StoreOf(store).RestoreDeleted(partition, isNullKey, key);

    public void Restored()
    {
        if (scope.Committed is not { } committed)
        {
            return;
        }

        var value = new ArrayBufferWriter<byte>(sizeof(long));
        foreach (int partition in scope.Partitions)
        {
            value.ResetWrittenCount();
            if (committed.TryGet(CountKey(partition), value))
            {
                Restore(RowCounts, partition, false, default, value.WrittenSpan);
            }
        }
    }

    public void Visit(IStateVisitor visitor)
    {
        foreach (var store in _stores.Values)
        {
            store.Visit(visitor);
        }
    }

    public void CollectChanges(StateChanges? changes)
    {
        foreach (var store in _stores.Values)
        {
            store.CollectChanges(changes);
        }

        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (int partition in _changedRows)
        {
            _rowsChanged[partition] = false;
            if (changes is not null)
            {
                BinaryPrimitives.WriteInt64LittleEndian(count, _rows[partition]);
                changes.Put(CountKey(partition), count);
            }
        }

        _changedRows.Clear();
        _counts = new StateOperatorCounts(_total, Updated, Removed, Dropped, _stores.Values.Sum(store => store.MemoryBytes));
    }

    private ReadOnlySpan<byte> CountKey(int partition)
    {
        _bytes.ResetWrittenCount();
        StateKey.Write(_bytes, operatorId, RowCounts, partition, isNull: false, default);
        return _bytes.WrittenSpan;
    }

    private IStateTable StoreOf(int store) => _stores.TryGetValue((byte)store, out var table) ? table : throw new StreamingException(
        "CANNOT_LOAD_STATE_STORE",
        $"The checkpoint has entries in store {store} of operator {operatorId} ({operatorName}), which has no such store in this query: the operator was another one. Start with a new checkpointLocation.");
}
