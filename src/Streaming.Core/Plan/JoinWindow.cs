namespace Streaming;

/// <summary>How far the event times of two records may lie apart for them to be joined. Both bounds count.</summary>
/// <example>
/// <code>
/// JoinWindow.Within("1 hour")                       // an hour to either side
/// JoinWindow.Between("0 seconds", "10 minutes")     // the right record up to ten minutes after the left one
/// </code>
/// </example>
public sealed record JoinWindow
{
    private JoinWindow(TimeSpan from, TimeSpan to)
    {
        From = from;
        To = to;
    }

    /// <summary>The least that the right record's time may be after the left one's; negative where it may be before it.</summary>
    public TimeSpan From { get; }

    /// <summary>The most that the right record's time may be after the left one's.</summary>
    public TimeSpan To { get; }

    /// <summary>Times that differ by no more than a duration.</summary>
    /// <param name="difference">A duration such as <c>1 hour</c>, not negative.</param>
    /// <exception cref="StreamingException">The text is no duration.</exception>
    public static JoinWindow Within(string difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return Within(Duration.Parse(difference));
    }

    /// <summary>Times that differ by no more than a duration.</summary>
    /// <param name="difference">Not negative; fractions of a microsecond are cut off.</param>
    public static JoinWindow Within(TimeSpan difference) => Between(-difference, difference);

    /// <summary>A right record's time minus the left one's lies between two durations.</summary>
    /// <param name="from">The least, for example <c>-5 seconds</c>.</param>
    /// <param name="to">The most.</param>
    /// <exception cref="StreamingException">A text is no duration.</exception>
    public static JoinWindow Between(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Between(Duration.Parse(from), Duration.Parse(to));
    }

    /// <summary>A right record's time minus the left one's lies between two durations.</summary>
    /// <param name="from">The least.</param>
    /// <param name="to">The most, not less than <paramref name="from"/>.</param>
    public static JoinWindow Between(TimeSpan from, TimeSpan to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return new JoinWindow(from, to);
    }

    /// <inheritdoc/>
    public override string ToString() => From == -To ? $"within {To}" : $"{From} to {To}";
}
