namespace Streaming;

/// <summary>Windows of activity: a session of a key begins with a record and ends when none came for a gap; sessions that overlap or touch are one.</summary>
/// <example><code>clicks.GroupBy(click => click.User).Window(SessionWindow.Of("30 minutes")).Count()</code></example>
public sealed class SessionWindow
{
    private SessionWindow(TimeSpan gap)
    {
        Gap = gap;
        if (GapMicroseconds <= 0)
        {
            throw new StreamingException("INVALID_WINDOW", $"The gap of a session window must be more than zero, but is {gap}: no record would belong to a session.");
        }
    }

    /// <summary>How long after a record its session ends.</summary>
    public TimeSpan Gap { get; }

    internal long GapMicroseconds => Gap.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Sessions with a gap such as <c>30 minutes</c>.</summary>
    /// <exception cref="StreamingException">The text is no duration, or the gap not positive.</exception>
    public static SessionWindow Of(string gap) => new(Duration.Parse(gap));

    /// <summary>Sessions with a gap.</summary>
    public static SessionWindow Of(TimeSpan gap) => new(gap);

    /// <summary>Sessions with a gap that each record has of its own; a record whose gap is not positive belongs to no session.</summary>
    public static SessionWindow<T> Of<T>(Func<T, TimeSpan> gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        return new SessionWindow<T>(gap);
    }

    /// <inheritdoc/>
    public override string ToString() => $"session with gap {Gap}";
}
