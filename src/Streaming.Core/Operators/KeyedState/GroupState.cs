namespace Streaming;

/// <summary>State and timeout of one key, in a function with state; valid during the call that brings it.</summary>
/// <remarks>
/// A state that is taken, changed and not given to <see cref="Update"/> stays as it was. A timeout is over with the next call for its key, whatever the call is for:
/// set it in each call that is to be followed by one.
/// </remarks>
/// <typeparam name="TState">The type of the state.</typeparam>
public sealed class GroupState<TState>
{
    private readonly GroupStateTimeout _timeout;
    private readonly ISerde<TState> _serde;
    private readonly bool _hasWatermark;
    private StateTable<GroupEntry<TState>> _table = null!;
    private EpochTimes _times;
    private int _entry;
    private TState _value = default!;
    private bool _hasValue;

    internal GroupState(GroupStateTimeout timeout, ISerde<TState> serde, bool hasWatermark)
    {
        _timeout = timeout;
        _serde = serde;
        _hasWatermark = hasWatermark;
    }

    /// <summary>Whether the key has a state.</summary>
    public bool Exists { get; private set; }

    /// <summary>Whether the function is called because the timeout of the key has passed; there are no rows then.</summary>
    public bool HasTimedOut { get; private set; }

    internal bool IsUpdated { get; private set; }

    internal bool IsRemoved { get; private set; }

    internal long TimeoutMs { get; private set; }

    /// <summary>The state.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TState Get() => TryGet(out var state) ? state : throw new InvalidOperationException("State is either not defined or has already been removed");

    /// <summary>The state, where there is one (Spark's <c>getOption</c>).</summary>
    public bool TryGet([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TState state)
    {
        if (!Exists)
        {
            state = default;
            return false;
        }

        if (!_hasValue)
        {
            _value = _table.Value(_entry).State.Get(_serde);
            _hasValue = true;
        }

        state = _value;
        return true;
    }

    /// <summary>The state, or another value where there is none.</summary>
    public TState GetOr(TState other) => TryGet(out var state) ? state : other;

    /// <summary>Sets the state.</summary>
    /// <exception cref="ArgumentException">It is null.</exception>
    public void Update(TState state)
    {
        if (state is null)
        {
            throw new ArgumentException("'null' is not a valid state value");
        }

        _value = state;
        _hasValue = true;
        Exists = true;
        IsUpdated = true;
        IsRemoved = false;
    }

    /// <summary>Removes the state. A timeout set in the same call still comes.</summary>
    public void Remove()
    {
        _value = default!;
        _hasValue = false;
        Exists = false;
        IsUpdated = false;
        IsRemoved = true;
    }

    /// <summary>Lets the function be called again after a time, unless the key has rows before: in the first batch whose time is later than that of this one by more than the duration.</summary>
    /// <param name="duration">At least a millisecond.</param>
    /// <exception cref="StreamingException">The timeout of the operation is not <see cref="GroupStateTimeout.ProcessingTime"/>.</exception>
    public void SetTimeoutDuration(TimeSpan duration)
    {
        if (_timeout != GroupStateTimeout.ProcessingTime)
        {
            throw new StreamingException("_LEGACY_ERROR_TEMP_2203", "Cannot set timeout duration without enabling processing time timeout in [map|flatMap]GroupsWithState.");
        }

        long milliseconds = (long)duration.TotalMilliseconds;
        TimeoutMs = milliseconds > 0 ? checked(_times.BatchTimestampMs + milliseconds) : throw new ArgumentException("Timeout duration must be positive");
    }

    /// <summary>As <see cref="SetTimeoutDuration(TimeSpan)"/>, with a text.</summary>
    /// <param name="duration">A duration such as <c>1 hour 30 minutes</c>; a month counts 31 days.</param>
    public void SetTimeoutDuration(string duration) => SetTimeoutDuration(Parse(duration));

    /// <summary>Lets the function be called again when the watermark is past a time, unless the key has rows before.</summary>
    /// <param name="milliseconds">The time in milliseconds since 1970-01-01 UTC; not before the watermark.</param>
    /// <exception cref="StreamingException">The timeout of the operation is not <see cref="GroupStateTimeout.EventTime"/>.</exception>
    public void SetTimeoutTimestamp(long milliseconds)
    {
        if (_timeout != GroupStateTimeout.EventTime)
        {
            throw new StreamingException("_LEGACY_ERROR_TEMP_2205", "Cannot set timeout timestamp without enabling event time timeout in [map|flatMapGroupsWithState.");
        }

        if (milliseconds <= 0)
        {
            throw new ArgumentException("Timeout timestamp must be positive");
        }

        TimeoutMs = milliseconds >= _times.EvictionWatermarkMs ? milliseconds : throw new ArgumentException(
            $"Timeout timestamp ({milliseconds}) cannot be earlier than the current watermark ({_times.EvictionWatermarkMs})");
    }

    /// <summary>As <see cref="SetTimeoutTimestamp(long)"/>, with a time and a distance from it.</summary>
    /// <param name="time">The time.</param>
    /// <param name="additionalDuration">A duration such as <c>10 minutes</c>, added to the time; null for none.</param>
    public void SetTimeoutTimestamp(DateTimeOffset time, string? additionalDuration = null) =>
        SetTimeoutTimestamp(checked(time.ToUnixTimeMilliseconds() + (additionalDuration is null ? 0 : (long)Parse(additionalDuration).TotalMilliseconds)));

    /// <summary>The watermark in milliseconds since 1970-01-01 UTC; 0 before the first data.</summary>
    /// <exception cref="StreamingException">The rows have no event time: there is no <c>WithWatermark</c> before the operation.</exception>
    public long GetCurrentWatermarkMs() => _hasWatermark ? _times.EvictionWatermarkMs : throw new StreamingException(
        "_LEGACY_ERROR_TEMP_2204", "Cannot get event time watermark timestamp without setting watermark before [map|flatMap]GroupsWithState.");

    /// <summary>The logged time of the batch in milliseconds since 1970-01-01 UTC; the same when the batch runs again.</summary>
    public long GetCurrentProcessingTimeMs() => _times.BatchTimestampMs;

    // -1: the key has no entry.
    internal void Begin(StateTable<GroupEntry<TState>> table, int entry, EpochTimes times, bool hasTimedOut)
    {
        _table = table;
        _entry = entry;
        _times = times;
        Exists = entry >= 0 && table.Value(entry).State.HasValue;
        HasTimedOut = hasTimedOut;
        IsUpdated = false;
        IsRemoved = false;
        TimeoutMs = 0;
        _value = default!;
        _hasValue = false;
    }

    internal TState UpdatedValue => _value;

    private static TimeSpan Parse(string duration)
    {
        var interval = CalendarInterval.Parse(duration).ToTimeSpan();
        return interval >= TimeSpan.Zero ? interval : throw new ArgumentException($"Provided duration ({duration}) is negative");
    }
}
