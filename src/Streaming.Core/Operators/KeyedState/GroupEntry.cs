namespace Streaming;

/// <summary>What is kept of a key: its state, where there is one, and its timeout.</summary>
internal struct GroupEntry<TState>
{
    public StateCell<TState> State;

    /// <summary>Milliseconds since 1970-01-01 UTC; 0 for none.</summary>
    public long TimeoutMs;
}
