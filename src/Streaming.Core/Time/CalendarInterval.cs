namespace Streaming;

/// <summary>An interval as SQL has it: months, days and microseconds are kept apart, because months and days differ in length.</summary>
/// <param name="Months">Months; a year is 12.</param>
/// <param name="Days">Days; a week is 7.</param>
/// <param name="Microseconds">The rest.</param>
public readonly record struct CalendarInterval(int Months, int Days, long Microseconds)
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>Reads an interval, for example <c>1 month 2 days 3.5 seconds</c>, <c>interval 10 minutes</c> or <c>15m</c>.</summary>
    /// <exception cref="StreamingException"><c>INVALID_INTERVAL_FORMAT.*</c>, with Spark's text.</exception>
    public static CalendarInterval Parse(string text) => IntervalParser.Parse(text, out var value) is { } error ? throw error : value;

    /// <summary>Reads an interval, without an exception.</summary>
    public static bool TryParse(string? text, out CalendarInterval value) => IntervalParser.Parse(text, out value) is null;

    /// <summary>The length with months of a given number of days; a watermark delay counts 31.</summary>
    /// <exception cref="OverflowException">It is longer than a <see cref="TimeSpan"/> can be.</exception>
    public TimeSpan ToTimeSpan(int daysPerMonth = 31) =>
        new(checked((Microseconds + (((long)Months * daysPerMonth) + Days) * MicrosecondsPerDay) * TimeSpan.TicksPerMicrosecond));
}
