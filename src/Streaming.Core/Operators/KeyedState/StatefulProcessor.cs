namespace Streaming;

/// <summary>A function with any number of state variables and timers per key: the most general operation with state.</summary>
/// <remarks>
/// Each worker makes a processor of its own and calls it from one thread, so that fields need no locks; what must outlive a batch is state, not a field.
/// For each batch: <see cref="HandleInputRows"/> for each key with rows, then <see cref="HandleExpiredTimer"/> for each timer that is due.
/// </remarks>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TOut">Rows that go out.</typeparam>
public abstract class StatefulProcessor<TKey, TIn, TOut>
{
    private StatefulProcessorHandle? _handle;

    /// <summary>State variables and timers.</summary>
    protected StatefulProcessorHandle Handle => _handle ?? throw new InvalidOperationException("The handle of a processor is there from Init on, not in its constructor.");

    /// <summary>Defines the state variables, before anything else is called.</summary>
    /// <param name="outputMode">What the rows that go out mean.</param>
    /// <param name="timeMode">What timers go by.</param>
    public abstract void Init(OutputMode outputMode, TimeMode timeMode);

    /// <summary>Takes the rows of a key.</summary>
    /// <param name="key">The key. State of a null key cannot be used.</param>
    /// <param name="rows">All rows of the key in the batch.</param>
    /// <param name="timerValues">The times of the batch.</param>
    /// <returns>Rows that go out; may be written with <c>yield</c>.</returns>
    public abstract IEnumerable<TOut> HandleInputRows(TKey key, GroupRows<TIn> rows, TimerValues timerValues);

    /// <summary>Takes a timer that is due. It is removed afterwards.</summary>
    /// <param name="key">The key that it belongs to.</param>
    /// <param name="timerValues">The times of the batch.</param>
    /// <param name="expiredTimerInfo">The timer.</param>
    /// <returns>Rows that go out; may be written with <c>yield</c>.</returns>
    public virtual IEnumerable<TOut> HandleExpiredTimer(TKey key, TimerValues timerValues, ExpiredTimerInfo expiredTimerInfo) => [];

    /// <summary>Gives back what <see cref="Init"/> took, when the query ends.</summary>
    public virtual void Close()
    {
    }

    internal void SetHandle(StatefulProcessorHandle handle) => _handle = handle;
}
