namespace Streaming;

/// <summary>What a function with state is, for its operator.</summary>
internal sealed record GroupStateSettings<TIn, TKey, TState, TOut>
{
    public required ISerde<TKey> KeySerde { get; init; }

    public required ISerde<TState> StateSerde { get; init; }

    public required GroupStateTimeout Timeout { get; init; }

    /// <summary>Whether rows have an event time.</summary>
    public bool HasWatermark { get; init; }

    /// <summary>Whether the function is also called for all keys without rows.</summary>
    public bool CallsEveryKey { get; init; }

    /// <summary>The function where it yields one row.</summary>
    public Func<TKey, GroupRows<TIn>, GroupState<TState>, TOut>? Map { get; init; }

    /// <summary>The function where it yields any number of rows.</summary>
    public Func<TKey, GroupRows<TIn>, GroupState<TState>, IEnumerable<TOut>>? FlatMap { get; init; }
}
