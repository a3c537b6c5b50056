namespace Streaming;

/// <summary>What is kept of a key: its state, where there is one, and its timeout.</summary>
internal struct GroupEntry<TState>
{
    public StateCell<TState> State;

    /// <summary>Milliseconds since 1970-01-01 UTC; 0 for none.</summary>
    public long TimeoutMs;

    /// <summary>
    /// The time under which the key is in the index of timeouts, 0 where it is not; never after the timeout. A timeout that is put off again and again
    /// stays where it was in the index until that time comes: writing the index costs more than all the rest.
    /// </summary>
    public long IndexedMs;
}
