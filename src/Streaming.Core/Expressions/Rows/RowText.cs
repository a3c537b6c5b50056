using System.Collections;
using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Values of rows as Spark's <c>show</c> prints them.</summary>
internal static class RowText
{
    public static void Append(StringBuilder output, object? value, DataType type) => Append(output, value, type, CellText.Null);

    /// <summary>The text that a cast to string gives: NULLs inside are lower case there.</summary>
    public static void AppendCast(StringBuilder output, object? value, DataType type) => Append(output, value, type, "null");

    private static void Append(StringBuilder output, object? value, DataType type, string nullText)
    {
        switch (value)
        {
            case null:
                output.Append(nullText);
                return;
            case SqlDecimal number:
                output.Append(number.ToString());
                return;
            case Row row:
                AppendList(output, '{', '}', Enumerable.Range(0, row.Count), i => Append(output, row[i], row.Schema.Fields[i].Type, nullText));
                return;
            case object?[] items when type is ArrayType array:
                AppendList(output, '[', ']', items, item => Append(output, item, array.ElementType, nullText));
                return;
            case IDictionary entries when type is MapType map:
                AppendList(output, '{', '}', entries.Keys.Cast<object>(), key =>
                {
                    Append(output, key, map.KeyType, nullText);
                    output.Append(" -> ");
                    Append(output, entries[key], map.ValueType, nullText);
                });
                return;
            case int months when type is IntervalType { IsYearMonth: true } interval:
                output.Append(IntervalText.YearMonth(months, interval));
                return;
            case TimeSpan span when type is IntervalType interval:
                output.Append(IntervalText.DayTime(span.Ticks / TimeSpan.TicksPerMicrosecond, interval));
                return;
            case Interval interval:
                AppendInterval(output, interval);
                return;
            default:
                CellText.AppendAny(output, value);
                return;
        }
    }

    private static void AppendList<T>(StringBuilder output, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        output.Append(open);
        string separator = "";
        foreach (var item in items)
        {
            output.Append(separator);
            append(item);
            separator = ", ";
        }

        output.Append(close);
    }

    private static void AppendInterval(StringBuilder output, Interval interval)
    {
        var parts = new List<string>();
        Add(interval.Months / 12, "years");
        Add(interval.Months % 12, "months");
        Add(interval.Days, "days");
        long micros = interval.Microseconds;
        Add(micros / 3_600_000_000, "hours");
        Add(micros / 60_000_000 % 60, "minutes");
        long rest = micros % 60_000_000;
        if (rest != 0)
        {
            string fraction = Math.Abs(rest % 1_000_000).ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
            parts.Add($"{(rest < 0 ? "-" : "")}{Math.Abs(rest / 1_000_000)}{(fraction.Length > 0 ? "." : "")}{fraction} seconds");
        }

        output.Append(parts.Count == 0 ? "0 seconds" : string.Join(' ', parts));

        void Add(long value, string unit)
        {
            if (value != 0)
            {
                parts.Add($"{value.ToString(CultureInfo.InvariantCulture)} {unit}");
            }
        }
    }
}
