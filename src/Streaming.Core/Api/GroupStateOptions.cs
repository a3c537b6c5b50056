namespace Streaming;

/// <summary>What a function with state can be given besides.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TState">The state.</typeparam>
public sealed record GroupStateOptions<TKey, TState>
{
    /// <summary>How states are written; null: <see cref="Serdes.Default{T}"/>.</summary>
    public ISerde<TState>? StateSerde { get; init; }

    /// <summary>Bounded data that the states begin with, each key once: read in the first batch of the query. Keys without rows are not shown to the function.</summary>
    public DataStream<KeyValue<TKey, TState>>? InitialState { get; init; }
}
