namespace Streaming;

/// <summary>Calls a function with state for each key that has rows in the epoch, then for those whose timeout has passed.</summary>
internal sealed class GroupStateOperator<TIn, TKey, TState, TOut> : IOperator
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly GroupStateSettings<TIn, TKey, TState, TOut> _settings;
    private readonly OperatorState _state;
    private readonly StateTable<GroupEntry<TState>> _table;
    private readonly TimeIndex? _timeouts;
    private readonly GroupState<TState> _group;
    private readonly GroupRows<TIn> _groupRows;
    private readonly InitialRows<KeyValue<TKey, TState>>? _initial;
    private readonly Link<TOut> _next;
    private readonly IReadOnlyList<IFlushable> _ends;
    private readonly System.Buffers.ArrayBufferWriter<byte> _scratch = new(256);

    public GroupStateOperator(
        StageContext context, int number, OperatorState state, GroupStateSettings<TIn, TKey, TState, TOut> settings, InitialRows<KeyValue<TKey, TState>>? initial,
        Link<TOut> next, IReadOnlyList<IFlushable> ends)
    {
        _context = context;
        _number = number;
        _state = state;
        _settings = settings;
        _initial = initial;
        _next = next;
        _ends = ends;
        string key = TypeNames.Of(typeof(TKey));
        _table = state.Table<GroupEntry<TState>>(0, new StateStoreSchema("groups", key, TypeNames.Of(typeof(TState))), new GroupEntrySerde<TState>(settings.StateSerde));
        _timeouts = settings.Timeout == GroupStateTimeout.None ? null : new TimeIndex(state.Ordered(1, new StateStoreSchema("timeouts", $"time, {key}", settings.Timeout.ToString())), state.Scope);
        Rows = new KeyedRows<TIn>(state.Scope.Partitioner);
        _group = new GroupState<TState>(settings.Timeout, settings.StateSerde, settings.HasWatermark);
        _groupRows = new GroupRows<TIn>(Rows);
    }

    /// <summary>Takes the rows of an epoch.</summary>
    public KeyedRows<TIn> Rows { get; }

    public void OnEpochEnd(long epoch)
    {
        _context.Origin = NoOrigin;
        _context.Row = -1;
        _context.Timestamp = RecordBatch<TOut>.NoTimestamp;
        _context.Current = _number;
        try
        {
            if (epoch == 0)
            {
                AddInitialState();
            }

            Span<byte> scratch = stackalloc byte[16];
            foreach (int index in Rows.InOrder())
            {
                var key = Rows.KeyOf(index, scratch, out bool isNull);
                var chain = Rows.Chain(index);
                _groupRows.Set(chain.First, chain.Count);
                Call(key, isNull, Rows.PartitionOf(index), hasTimedOut: false);
            }

            _groupRows.SetEmpty();
            CallTimedOut();
            if (_settings.CallsEveryKey)
            {
                CallOthers();
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

        Rows.Clear();
    }

    private void AddInitialState()
    {
        if (_initial is null)
        {
            return;
        }

        var encoder = new KeyEncoder<KeyValue<TKey, TState>, TKey>(static row => row.Key, _settings.KeySerde);
        foreach (var row in _initial.Rows)
        {
            if (row.Value is null)
            {
                continue; // no state, like any key that is not there
            }

            var key = encoder.Encode(row, out bool isNull);
            int partition = _state.Scope.Partitioner.PartitionOf(key, isNull);
            if (_state.Scope.Partitioner.WorkerOf(partition) != _state.Scope.WorkerNumber)
            {
                continue;
            }

            int entry = _table.GetOrAdd(key, isNull, partition, out bool added);
            if (!added)
            {
                throw new StreamingException(
                    "DUPLICATE_INITIAL_STATE", "The initial state provided contained multiple rows(state) with the same key. Make sure to de-duplicate the initial state before passing it.");
            }

            _table.Value(entry).State.Set(row.Value, _settings.StateSerde, _scratch);
            _table.MarkDirty(entry);
            _state.AddRows(partition, 1);
        }
    }

    private void CallTimedOut()
    {
        if (_timeouts is null)
        {
            return;
        }

        // Strictly past, unlike timers.
        long bound = (_settings.Timeout == GroupStateTimeout.EventTime ? _state.Times.EvictionWatermarkMs : _state.Times.BatchTimestampMs) - 1;
        var due = new TimedOut(this, bound);
        foreach (int partition in _state.Partitions)
        {
            _timeouts.VisitDue(partition, bound, ref due);
        }

        if (_settings.Timeout == GroupStateTimeout.ProcessingTime)
        {
            _state.NextDueMs = _timeouts.Earliest is var earliest and < long.MaxValue ? earliest + 1 : long.MaxValue;
        }
    }

    // Keys are gathered first: a call may add and remove entries.
    private void CallOthers()
    {
        var others = new OtherKeys(Rows);
        _table.VisitAll(ref others);
        foreach (var (key, isNull, partition) in others.Found)
        {
            Call(key, isNull, partition, hasTimedOut: false);
        }
    }

    private void Call(ReadOnlySpan<byte> key, bool isNull, int partition, bool hasTimedOut)
    {
        int entry = _table.Find(key, isNull, partition);
        _group.Begin(_table, entry, _state.Times, hasTimedOut);
        _context.Current = _number;
        var decoded = isNull ? default! : _settings.KeySerde.Read(key);
        if (_settings.Map is { } map)
        {
            TOut row;
            try
            {
                row = map(decoded, _groupRows, _group);
            }
            catch (Exception error) when (IsForeign(error))
            {
                throw Failure(error);
            }

            _next.Push(row);
        }
        else
        {
            Emit(decoded);
        }

        Keep(key, isNull, partition, entry);
    }

    // A function written with yield runs while its rows are taken, so that errors of it and of what follows must be told apart.
    private void Emit(TKey key)
    {
        IEnumerator<TOut>? rows = null;
        try
        {
            rows = Begin(key);
            while (rows is not null && TryTake(rows, out var row))
            {
                _next.Push(row);
                _context.Current = _number;
                _context.Timestamp = RecordBatch<TOut>.NoTimestamp;
            }
        }
        finally
        {
            rows?.Dispose();
        }
    }

    private IEnumerator<TOut>? Begin(TKey key)
    {
        try
        {
            return _settings.FlatMap!(key, _groupRows, _group)?.GetEnumerator();
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Failure(error);
        }
    }

    private bool TryTake(IEnumerator<TOut> rows, out TOut row)
    {
        try
        {
            bool isThere = rows.MoveNext();
            row = isThere ? rows.Current : default!;
            return isThere;
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Failure(error);
        }
    }

    private void Keep(ReadOnlySpan<byte> key, bool isNull, int partition, int entry)
    {
        long before = entry < 0 ? 0 : _table.Value(entry).TimeoutMs;
        long after = _group.TimeoutMs;
        if (_group.IsRemoved && after == 0)
        {
            _state.Removed++;
            if (entry >= 0)
            {
                SetIndexed(ref _table.Value(entry), 0, key, isNull, partition);
                _table.Remove(entry);
                _state.AddRows(partition, -1);
            }
        }
        else if (_group.IsUpdated || _group.IsRemoved || before != after)
        {
            _state.Updated++;
            if (entry < 0)
            {
                entry = _table.GetOrAdd(key, isNull, partition, out _);
                _state.AddRows(partition, 1);
            }

            ref var kept = ref _table.Value(entry);
            kept.TimeoutMs = after;
            if (after != 0 && (kept.IndexedMs == 0 || kept.IndexedMs > after))
            {
                SetIndexed(ref kept, after, key, isNull, partition);
            }

            if (_group.IsUpdated)
            {
                kept.State.Set(_group.UpdatedValue, _settings.StateSerde, _scratch);
            }
            else if (_group.IsRemoved)
            {
                kept.State.Clear();
            }

            _table.MarkDirty(entry);
        }
    }

    private void SetIndexed(ref GroupEntry<TState> kept, long time, ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        if (kept.IndexedMs != time)
        {
            _timeouts!.Move(partition, key, isNull, kept.IndexedMs, time);
            kept.IndexedMs = time;
        }
    }

    // What the index says may be too early.
    private void TimeOut(long indexed, long bound, ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        int entry = _table.Find(key, isNull, partition);
        ref var kept = ref _table.Value(entry);
        long timeout = kept.TimeoutMs;
        _timeouts!.Move(partition, key, isNull, indexed, timeout > bound ? timeout : 0);
        kept.IndexedMs = timeout > bound ? timeout : 0;
        _table.MarkDirty(entry);
        if (timeout != 0 && timeout <= bound)
        {
            Call(key, isNull, partition, hasTimedOut: true);
        }
    }

    private StreamingException Failure(Exception error) => new(
        "FLATMAPGROUPSWITHSTATE_USER_FUNCTION_ERROR",
        $"[FLATMAPGROUPSWITHSTATE_USER_FUNCTION_ERROR] An error occurred in the user provided function in flatMapGroupsWithState. Reason: {error.Message} SQLSTATE: 39000",
        error)
    { SqlState = "39000", Operator = _context.Names[_number] };

    private bool IsForeign(Exception error) => error is not StreamingException
        && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested);

    private readonly struct TimedOut(GroupStateOperator<TIn, TKey, TState, TOut> owner, long bound) : IDueVisitor
    {
        public void Visit(int partition, long time, ReadOnlySpan<byte> key, bool isNull) => owner.TimeOut(time, bound, key, isNull, partition);
    }

    private struct OtherKeys(KeyedRows<TIn> called) : IEntryVisitor<GroupEntry<TState>>
    {
        public List<(byte[] Key, bool IsNull, int Partition)> Found { get; } = [];

        public readonly void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref GroupEntry<TState> value)
        {
            if (called.Find(key, isNull) < 0)
            {
                Found.Add((key.ToArray(), isNull, partition));
            }
        }
    }
}
