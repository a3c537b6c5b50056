using System.Globalization;

namespace Streaming;

/// <summary>Reads the interval of a trigger and says what is wrong with one, in Spark's words.</summary>
internal static class TriggerInterval
{
    private static readonly HashSet<string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        "day", "days", "hour", "hours", "microsecond", "microseconds", "millisecond", "milliseconds",
        "minute", "minutes", "month", "months", "second", "seconds", "week", "weeks", "year", "years",
    };

    public static TimeSpan Parse(string text)
    {
        if (!Duration.TryParse(text, out var interval))
        {
            throw Unreadable(text);
        }

        // A month has no fixed length, so Spark takes none as an interval, although it does as a watermark delay.
        if (Words(text).Any(word => word.StartsWith("month", StringComparison.OrdinalIgnoreCase) || word.StartsWith("year", StringComparison.OrdinalIgnoreCase)))
        {
            throw new StreamingException("INVALID_TRIGGER_INTERVAL", $"Doesn't support month or year interval: {text}");
        }

        return interval;
    }

    public static StreamingException Negative() =>
        new("INVALID_TRIGGER_INTERVAL", "requirement failed: the interval of trigger should not be negative");

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static StreamingException Unreadable(string text)
    {
        var (kind, detail) = Explain(text);
        string errorClass = "INVALID_INTERVAL_FORMAT." + kind;
        return new StreamingException(errorClass,
            $"[{errorClass}] Error parsing '{text}' to interval. Please ensure that the value provided is in a valid format for defining an interval. "
            + $"You can reference the documentation for the correct format. {detail} SQLSTATE: 22006")
        { SqlState = "22006" };
    }

    private static (string Kind, string Detail) Explain(string text)
    {
        string[] words = Words(text);
        int at = words.Length > 0 && words[0].Equals("interval", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (at == words.Length)
        {
            return ("INPUT_IS_EMPTY", "Interval string cannot be empty.");
        }

        for (; at < words.Length; at += 2)
        {
            if (!decimal.TryParse(words[at], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            {
                return ("UNRECOGNIZED_NUMBER", $"Unrecognized number {words[at]}.");
            }

            if (at + 1 == words.Length)
            {
                return ("MISSING_UNIT", $"Expect a unit name after {words[at]} but hit EOL.");
            }

            if (!Units.Contains(words[at + 1]))
            {
                return ("INVALID_UNIT", $"Invalid unit {words[at + 1]}.");
            }
        }

        return ("ARITHMETIC_EXCEPTION", $"Uncaught arithmetic exception while parsing '{text}'.");
    }
}
