using System.Globalization;
using System.Text.RegularExpressions;

namespace Streaming;

/// <summary>Typed literals: DATE '...', TIMESTAMP '...', X'...', INTERVAL ....</summary>
internal static partial class SqlLiterals
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;
    private static readonly string[] UnitNames = ["year", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond"];
    private static readonly string[] TypedNames = ["DATE", "TIMESTAMP", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "X", "TIME"];

    /// <summary>Whether a string behind the word makes a literal.</summary>
    public static bool IsTyped(string word) => TypedNames.Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the word is a unit of intervals, in singular or plural.</summary>
    public static bool IsUnit(string word) => UnitNames.Contains(Singular(word));

    public static LiteralExpression Typed(string type, string text, TimeZoneInfo zone)
    {
        switch (type)
        {
            case "X":
                try
                {
                    return new LiteralExpression(Convert.FromHexString(text.Length % 2 == 0 ? text : "0" + text), DataTypes.Binary);
                }
                catch (FormatException)
                {
                    throw SqlErrors.TypedLiteral(type, text);
                }

            case "DATE":
                return DateTimeText.Date(text) is { } date ? new LiteralExpression(date, DataTypes.Date) : throw SqlErrors.TypedLiteral(type, text);
            case "TIMESTAMP_NTZ":
                return DateTimeText.Timestamp(text) is { } local ? new LiteralExpression(local.Local, DataTypes.TimestampNtz) : throw SqlErrors.TypedLiteral(type, text);
            case "TIMESTAMP" or "TIMESTAMP_LTZ":
                return DateTimeText.Timestamp(text) is { } moment ? Moment(moment.In(zone), zone) : throw SqlErrors.TypedLiteral(type, text);
            default:
                throw SqlErrors.Error("UNSUPPORTED_DATATYPE", "0A000", $"Unsupported data type \"{type}\".");
        }
    }

    // The name of a column shows the moment in the session's zone, whatever zone it was written in.
    private static LiteralExpression Moment(DateTimeOffset moment, TimeZoneInfo zone) =>
        new(moment, DataTypes.Timestamp, (moment.UtcDateTime + zone.GetUtcOffset(moment)).ToString(SqlText.Moment, CultureInfo.InvariantCulture));

    public static string Negate(string text, bool isNegative)
    {
        text = text.Trim();
        return !isNegative ? text : text.StartsWith('-') ? text[1..] : "-" + text.TrimStart('+');
    }

    /// <summary><c>INTERVAL '3 days 2 hours'</c>.</summary>
    public static LiteralExpression OfText(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.StartsWith("interval ", StringComparison.OrdinalIgnoreCase))
        {
            trimmed = trimmed[9..].Trim();
        }

        var parts = Pair().Matches(trimmed);
        int length = 0;
        var units = new List<(string, string)>();
        foreach (Match part in parts)
        {
            if (part.Index != length || !IsUnit(part.Groups[3].Value))
            {
                break;
            }

            length += part.Length;
            units.Add((part.Groups[1].Value + part.Groups[2].Value, part.Groups[3].Value));
        }

        return units.Count > 0 && length == trimmed.Length ? OfUnits(units) : throw SqlErrors.TypedLiteral("INTERVAL", text);
    }

    /// <summary><c>INTERVAL 3 days 2 hours</c>.</summary>
    public static LiteralExpression OfUnits(IReadOnlyList<(string Amount, string Unit)> parts)
    {
        long months = 0;
        long micros = 0;
        var fields = new List<IntervalUnit>();
        string shown = string.Join(' ', parts.Select(part => $"{part.Amount} {part.Unit}"));
        try
        {
            checked
            {
                foreach (var (amount, unit) in parts)
                {
                    string name = Singular(unit);
                    if (name == "second")
                    {
                        micros += Seconds(amount) ?? throw NotNumber(amount);
                        fields.Add(IntervalUnit.Second);
                        continue;
                    }

                    if (!long.TryParse(amount, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
                    {
                        throw NotNumber(amount);
                    }

                    var (field, size) = name switch
                    {
                        "year" => (IntervalUnit.Year, 12L),
                        "month" => (IntervalUnit.Month, 1),
                        "week" => (IntervalUnit.Day, 7 * MicrosPerDay),
                        "day" => (IntervalUnit.Day, MicrosPerDay),
                        "hour" => (IntervalUnit.Hour, 3600 * MicrosPerSecond),
                        "minute" => (IntervalUnit.Minute, 60 * MicrosPerSecond),
                        "millisecond" => (IntervalUnit.Second, 1000),
                        _ => (IntervalUnit.Second, 1),
                    };
                    fields.Add(field);
                    if (field <= IntervalUnit.Month)
                    {
                        months += value * size;
                    }
                    else
                    {
                        micros += value * size;
                    }
                }

                if (fields.Max() > IntervalUnit.Month && fields.Min() <= IntervalUnit.Month)
                {
                    throw SqlErrors.Error("MIXED_INTERVAL_UNITS", "42K09", $"Cannot mix year-month and day-time fields: INTERVAL {shown}.");
                }

                return Literal(months, micros, fields.Min(), fields.Max());
            }
        }
        catch (OverflowException)
        {
            throw SqlErrors.TypedLiteral("INTERVAL", shown);
        }
    }

    /// <summary><c>INTERVAL '1 2:03:04' DAY TO SECOND</c>.</summary>
    public static LiteralExpression OfRange(string text, string from, IntervalUnit to)
    {
        if (!Enum.TryParse<IntervalUnit>(Singular(from), ignoreCase: true, out var start) || start >= to || (start <= IntervalUnit.Month) != (to <= IntervalUnit.Month))
        {
            throw IntervalFormat("UNSUPPORTED_FROM_TO_EXPRESSION", text, $"Cannot support (interval '{text}' {from.ToLowerInvariant()} to {to.ToString().ToLowerInvariant()}) expression.");
        }

        try
        {
            return start == IntervalUnit.Year ? YearToMonth(text) : DayToSecond(text, start, to);
        }
        catch (OverflowException)
        {
            throw SqlErrors.TypedLiteral("INTERVAL", text);
        }
    }

    /// <summary>A text that is cast to an interval: what stands between the quotes of a literal, or a whole literal.</summary>
    public static LiteralExpression OfCast(string text, IntervalType type)
    {
        try
        {
            if (text.StartsWith("INTERVAL", StringComparison.OrdinalIgnoreCase))
            {
                return SqlParser.ParseExpression(text) is LiteralExpression literal && literal.Type.Equals(type) ? literal : throw Unmatched(text, Kind(), FormatOf(), type.Start, type.End);
            }

            return type.Start != type.End ? OfRange(text, type.Start.ToString(), type.End)
                : !long.TryParse(text, out long amount) && Seconds(text) is null ? throw Unmatched(text, Kind(), FormatOf(), type.Start, type.End)
                : type.Start switch
                {
                    IntervalUnit.Year => Literal(checked(amount * 12), 0, type.Start, type.End),
                    IntervalUnit.Month => Literal(amount, 0, type.Start, type.End),
                    IntervalUnit.Second => Literal(0, Seconds(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0")!.Value, type.Start, type.End),
                    IntervalUnit.Day => Literal(0, checked(amount * MicrosPerDay), type.Start, type.End),
                    IntervalUnit.Hour => Literal(0, checked(amount * 3600 * MicrosPerSecond), type.Start, type.End),
                    _ => Literal(0, checked(amount * 60 * MicrosPerSecond), type.Start, type.End),
                };
        }
        catch (OverflowException)
        {
            throw IntervalFormat("INTERVAL_PARSING", text, $"Error parsing interval {Kind()} string.");
        }

        string Kind() => type.IsYearMonth ? "year-month" : "day-time";
        string FormatOf() => type.IsYearMonth ? "[+|-]" + (type.Start == IntervalUnit.Month ? "m" : "y") : Format(type.Start, type.End);
    }

    private static LiteralExpression YearToMonth(string text)
    {
        var match = YearMonth().Match(text);
        if (!match.Success || int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) > 11)
        {
            throw Unmatched(text, "year-month", "[+|-]y-m", IntervalUnit.Year, IntervalUnit.Month);
        }

        long months = checked((12 * long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)) + long.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture));
        return Literal(match.Groups[1].Value == "-" ? -months : months, 0, IntervalUnit.Year, IntervalUnit.Month);
    }

    private static LiteralExpression DayToSecond(string text, IntervalUnit start, IntervalUnit end)
    {
        var fields = new List<string>();
        for (var unit = start; unit <= end; unit++)
        {
            string separator = unit == start ? "" : unit == IntervalUnit.Hour ? " +" : ":";
            fields.Add($"{separator}(?<{unit}>\\d+{(unit == IntervalUnit.Second ? "(?:\\.\\d{1,9})?" : "")})");
        }

        var match = Regex.Match(text.Trim(), $"^(?<sign>[+-]?){string.Concat(fields)}$");
        if (!match.Success)
        {
            throw Unmatched(text, "day-time", Format(start, end), start, end);
        }

        long micros = 0;
        for (var unit = start; unit <= end; unit++)
        {
            string value = match.Groups[unit.ToString()].Value;
            long limit = unit == start ? long.MaxValue : unit == IntervalUnit.Hour ? 23 : 59;
            long size = unit switch
            {
                IntervalUnit.Day => MicrosPerDay,
                IntervalUnit.Hour => 3600 * MicrosPerSecond,
                IntervalUnit.Minute => 60 * MicrosPerSecond,
                _ => 1,
            };
            long amount = unit == IntervalUnit.Second ? Seconds(value)!.Value : long.Parse(value, CultureInfo.InvariantCulture);
            if (amount / (unit == IntervalUnit.Second ? MicrosPerSecond : 1) > limit)
            {
                throw Unmatched(text, "day-time", Format(start, end), start, end);
            }

            micros = checked(micros + (amount * size));
        }

        return Literal(0, match.Groups["sign"].Value == "-" ? -micros : micros, start, end);
    }

    private static string Format(IntervalUnit start, IntervalUnit end)
    {
        string[] letters = ["", "", "d", "h", "m", "s"];
        string text = "[+|-]";
        for (var unit = start; unit <= end; unit++)
        {
            text += (unit == start ? "" : unit == IntervalUnit.Hour ? " " : ":") + letters[(int)unit] + (unit == IntervalUnit.Second ? ".n" : "");
        }

        return text;
    }

    private static LiteralExpression Literal(long months, long micros, IntervalUnit start, IntervalUnit end)
    {
        var type = new IntervalType(start, end);
        return type.IsYearMonth
            ? new LiteralExpression(checked((int)months), type)
            : new LiteralExpression(TimeSpan.FromTicks(checked(micros * TimeSpan.TicksPerMicrosecond)), type);
    }

    private static long? Seconds(string text)
    {
        var match = SecondsText().Match(text);
        if (!match.Success)
        {
            return null;
        }

        long whole = match.Groups[2].Length == 0 ? 0 : long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        long fraction = long.Parse(match.Groups[3].Value.PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        long micros = checked((whole * MicrosPerSecond) + fraction);
        return match.Groups[1].Value == "-" ? -micros : micros;
    }

    private static StreamingException NotNumber(string amount) =>
        SqlErrors.Error("INVALID_INTERVAL_FORMAT.INVALID_VALUE", "22006", $"Can only use numbers in the interval value part for multiple unit value pairs interval form, but got invalid value: {amount}.");

    private static StreamingException Unmatched(string text, string kind, string format, IntervalUnit start, IntervalUnit end) =>
        IntervalFormat("UNMATCHED_FORMAT_STRING", text, $"Interval string does not match {kind} format of `{format}` when cast to interval {start.ToString().ToLowerInvariant()} to {end.ToString().ToLowerInvariant()}: {text}.");

    private static StreamingException IntervalFormat(string kind, string text, string what) =>
        SqlErrors.Error($"INVALID_INTERVAL_FORMAT.{kind}", "22006", $"Error parsing '{text}' to interval. Please ensure that the value provided is in a valid format for defining an interval. You can reference the documentation for the correct format. {what}");

    private static string Singular(string unit)
    {
        string name = unit.ToLowerInvariant();
        return name.EndsWith('s') ? name[..^1] : name;
    }

    [GeneratedRegex(@"([+-]?)\s*(\d*\.?\d+)\s+([A-Za-z]+)\s*")]
    private static partial Regex Pair();

    [GeneratedRegex(@"^\s*([+-]?)(\d+)-(\d+)\s*$")]
    private static partial Regex YearMonth();

    [GeneratedRegex(@"^([+-]?)(\d*)(?:\.(\d*))?$")]
    private static partial Regex SecondsText();
}
