namespace Streaming;

/// <summary>A processor whose state begins with bounded data.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TOut">Rows that go out.</typeparam>
/// <typeparam name="TInitial">What the state of a key begins with.</typeparam>
public abstract class StatefulProcessorWithInitialState<TKey, TIn, TOut, TInitial> : StatefulProcessor<TKey, TIn, TOut>
{
    /// <summary>Fills the state of a key, in the first batch of the query, before its rows.</summary>
    /// <param name="key">The key.</param>
    /// <param name="initialState">What its state begins with; a key may come several times.</param>
    /// <param name="timerValues">The times of the batch.</param>
    public abstract void HandleInitialState(TKey key, TInitial initialState, TimerValues timerValues);
}
