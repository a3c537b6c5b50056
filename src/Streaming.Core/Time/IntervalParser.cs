using System.Globalization;

namespace Streaming;

/// <summary>Reads interval texts with the grammar and errors of Spark's: <c>[interval] ([+|-] number unit)+</c>.</summary>
internal static class IntervalParser
{
    private const int MonthUnit = -1;
    private const int YearUnit = -12;
    private const long Second = 1_000_000;
    private const long Day = 86_400 * Second;

    // Negative: months. Days and weeks are whole days; the rest microseconds. The last block: the short forms of option values.
    private static readonly Dictionary<string, long> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["year"] = YearUnit,
        ["years"] = YearUnit,
        ["month"] = MonthUnit,
        ["months"] = MonthUnit,
        ["week"] = 7 * Day,
        ["weeks"] = 7 * Day,
        ["day"] = Day,
        ["days"] = Day,
        ["hour"] = 3600 * Second,
        ["hours"] = 3600 * Second,
        ["minute"] = 60 * Second,
        ["minutes"] = 60 * Second,
        ["second"] = Second,
        ["seconds"] = Second,
        ["millisecond"] = 1000,
        ["milliseconds"] = 1000,
        ["microsecond"] = 1,
        ["microseconds"] = 1,
        ["us"] = 1,
        ["ms"] = 1000,
        ["s"] = Second,
        ["m"] = 60 * Second,
        ["min"] = 60 * Second,
        ["h"] = 3600 * Second,
        ["d"] = Day,
    };

    /// <returns>The error, or null.</returns>
    public static StreamingException? Parse(string? text, out CalendarInterval value)
    {
        value = default;
        if (text is null)
        {
            return Error("null", "INPUT_IS_NULL", "Interval string cannot be null.");
        }

        var words = Words(text);
        int at = 0;
        if (words.Count > 0 && words[0].Equals("interval", StringComparison.OrdinalIgnoreCase))
        {
            at = 1;
        }
        else if (words.Count > 0 && words[0].StartsWith("interval", StringComparison.OrdinalIgnoreCase))
        {
            return Error(text, "INVALID_PREFIX", $"Invalid interval prefix {words[0]}.");
        }

        if (at == words.Count)
        {
            return Error(text, "INPUT_IS_EMPTY", "Interval string cannot be empty.");
        }

        try
        {
            int months = 0;
            int days = 0;
            long microseconds = 0;
            while (at < words.Count)
            {
                bool isNegative = words[at][0] == '-';
                string number = words[at][0] is '-' or '+' ? words[at][1..] : words[at];
                string word = words[at];
                if (number.Length == 0)
                {
                    if (++at == words.Count)
                    {
                        return Error(text, "MISSING_NUMBER", $"Expect a number after {word} but hit EOL.");
                    }

                    number = words[at];
                    word = words[at];
                }

                at++;
                int digits = number.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
                string? unit = null;
                if (digits < number.Length)
                {
                    // 15m: a number and its unit in one word.
                    unit = number[digits..];
                    number = number[..digits];
                    if (digits == 0 || !unit.All(char.IsAsciiLetter))
                    {
                        return digits == 0
                            ? Error(text, "UNRECOGNIZED_NUMBER", $"Unrecognized number {word}.")
                            : Error(text, "INVALID_VALUE", $"Invalid value {word}.");
                    }
                }

                int point = number.IndexOf('.', StringComparison.Ordinal);
                string whole = point < 0 ? number : number[..point];
                string fraction = point < 0 ? "" : number[(point + 1)..];
                if (fraction.Contains('.', StringComparison.Ordinal) || (whole.Length == 0 && fraction.Length == 0))
                {
                    return Error(text, "INVALID_VALUE", $"Invalid value {word}.");
                }

                if (fraction.Length > 9)
                {
                    return Error(text, "INVALID_PRECISION", $"Interval can only support nanosecond precision, {word} is out of range.");
                }

                bool isOneWord = unit is not null;
                if (unit is null)
                {
                    if (at == words.Count)
                    {
                        return Error(text, "MISSING_UNIT", $"Expect a unit name after {word} but hit EOL.");
                    }

                    unit = words[at++];
                }

                if (!Units.TryGetValue(unit, out long size))
                {
                    return isOneWord
                        ? Error(text, "INVALID_VALUE", $"Invalid value {word}.")
                        : Error(text, "INVALID_UNIT", $"Invalid unit {unit}.");
                }

                if (point >= 0 && size != Second)
                {
                    return Error(text, "INVALID_FRACTION", $"{unit} cannot have fractional part.");
                }

                long count = whole.Length == 0 ? 0 : long.Parse(whole, NumberStyles.None, CultureInfo.InvariantCulture);
                count = isNegative ? -count : count;
                checked
                {
                    switch (size)
                    {
                        case < 0:
                            months += (int)(count * -size);
                            break;
                        case >= Day:
                            days += (int)(count * (size / Day));
                            break;
                        default:
                            long part = fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(9, '0'), CultureInfo.InvariantCulture) / 1000;
                            microseconds += (count * size) + (isNegative ? -part : part);
                            break;
                    }
                }
            }

            value = new CalendarInterval(months, days, microseconds);
            return null;
        }
        catch (OverflowException)
        {
            return Error(text, "ARITHMETIC_EXCEPTION", $"Uncaught arithmetic exception while parsing '{text}'.");
        }
    }

    public static StreamingException Error(string text, string subclass, string reason) => new(
        $"INVALID_INTERVAL_FORMAT.{subclass}",
        $"[INVALID_INTERVAL_FORMAT.{subclass}] Error parsing '{text}' to interval. Please ensure that the value provided is in a valid format for defining an interval. You can reference the documentation for the correct format. {reason} SQLSTATE: 22006")
    { SqlState = "22006" };

    private static List<string> Words(string text) => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
