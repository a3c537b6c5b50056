namespace Streaming;

/// <summary>Durations as Spark writes them: <c>10 seconds</c>, <c>1 minute 30 seconds</c>, <c>interval 2 days</c>, <c>15m</c>.</summary>
/// <remarks>
/// Units: microsecond, millisecond, second, minute, hour, day, week (also plural; case does not matter) and the short forms
/// us, ms, s, m, min, h, d. Only seconds may have a fraction. Months and years have no fixed length: see <see cref="CalendarInterval"/>.
/// </remarks>
public static class Duration
{
    /// <summary>Reads a duration; it may be negative.</summary>
    /// <exception cref="StreamingException"><c>INVALID_INTERVAL_FORMAT.*</c> with Spark's text, or the text has months or years.</exception>
    public static TimeSpan Parse(string text)
    {
        var interval = CalendarInterval.Parse(text);
        if (interval.Months != 0)
        {
            throw new StreamingException("UNSUPPORTED_INTERVAL",
                $"Doesn't support month or year interval: {text}. Months and years differ in length; write days.");
        }

        return ToTimeSpan(interval, text);
    }

    /// <summary>Reads a duration, without an exception.</summary>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (!CalendarInterval.TryParse(text, out var interval) || interval.Months != 0)
        {
            return false;
        }

        try
        {
            value = interval.ToTimeSpan();
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Reads a delay, such as that of a watermark; a month counts 31 days.</summary>
    /// <exception cref="StreamingException"><c>CANNOT_PARSE_INTERVAL</c>, with Spark's text.</exception>
    public static TimeSpan ParseDelay(string text)
    {
        if (!CalendarInterval.TryParse(text, out var interval))
        {
            throw new StreamingException("CANNOT_PARSE_INTERVAL",
                $"[CANNOT_PARSE_INTERVAL] Unable to parse '{text}'. Please ensure that the value provided is in a valid format for defining an interval. You can reference the documentation for the correct format. If the issue persists, please double check that the input value is not null or empty and try again. SQLSTATE: 22006")
            { SqlState = "22006" };
        }

        return ToTimeSpan(interval, text);
    }

    private static TimeSpan ToTimeSpan(CalendarInterval interval, string text)
    {
        try
        {
            return interval.ToTimeSpan();
        }
        catch (OverflowException)
        {
            throw IntervalParser.Error(text, "ARITHMETIC_EXCEPTION", $"Uncaught arithmetic exception while parsing '{text}'.");
        }
    }
}
