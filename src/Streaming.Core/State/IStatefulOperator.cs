namespace Streaming;

/// <summary>A worker's share of an operator with state, as the runner sees it.</summary>
internal interface IStatefulOperator
{
    /// <summary>Number of the operator among the stateful ones of the plan, in plan order.</summary>
    int OperatorId { get; }

    /// <summary>Spark's name for progress, for example <c>stateStoreSave</c>.</summary>
    string OperatorName { get; }

    /// <summary>State stores that Spark has for each partition of such an operator; progress counts them.</summary>
    int StoresPerPartition { get; }

    /// <summary>The stores of the operator, for the checkpoint.</summary>
    IEnumerable<(byte Store, StateStoreSchema Schema)> Schemas { get; }

    /// <summary>Says when the epoch runs, before its rows come.</summary>
    void BeginEpoch(EpochTimes times);

    /// <summary>Takes a committed entry while the query starts.</summary>
    void Restore(int store, int partition, bool isNullKey, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Drops a committed entry while the query starts.</summary>
    void RestoreDeleted(int store, int partition, bool isNullKey, ReadOnlySpan<byte> key);

    /// <summary>Called when the committed state is there.</summary>
    void Restored();

    /// <summary>Shows all entries in the form that <see cref="Restore"/> takes.</summary>
    void Visit(IStateVisitor visitor);

    /// <summary>Adds the changes of the epoch that just ended to <paramref name="changes"/> (null: nobody keeps them) and starts the next.</summary>
    void CollectChanges(StateChanges? changes);

    /// <summary>The operator's own counters of the epoch that just ended.</summary>
    SortedDictionary<string, long> CustomMetrics { get; }

    /// <summary>From when on an epoch without data has something to do by the clock, in milliseconds since 1970-01-01 UTC; may be too early, never too late.</summary>
    long NextDueMs { get; }

    /// <summary>What the operator did in the epoch that just ended.</summary>
    StateOperatorCounts Counts { get; }
}
