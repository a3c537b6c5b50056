using System.Collections;
using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Values of rows: compared by content and printed as Spark's rows print them.</summary>
internal static class RowValues
{
    public static bool AreEqual(object? left, object? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        if (left is IDictionary map && right is IDictionary other)
        {
            return map.Count == other.Count && map.Keys.Cast<object>().All(key => other.Contains(key) && AreEqual(map[key], other[key]));
        }

        if (left is not string && left is IEnumerable items && right is not string && right is IEnumerable others)
        {
            return items.Cast<object?>().SequenceEqual(others.Cast<object?>(), Comparer.Instance);
        }

        return left.Equals(right);
    }

    public static int Hash(object? value) => value switch
    {
        null => 0,
        string text => text.GetHashCode(StringComparison.Ordinal),
        IDictionary map => map.Count,
        IEnumerable items => items.Cast<object?>().Aggregate(17, (hash, item) => HashCode.Combine(hash, Hash(item))),
        _ => value.GetHashCode(),
    };

    public static void Append(StringBuilder output, object? value, DataType? type)
    {
        switch (value)
        {
            case null:
                output.Append("null");
                break;
            case bool flag:
                output.Append(flag ? "true" : "false");
                break;
            case float number:
                JavaNumber.Append(output, number);
                break;
            case double number:
                JavaNumber.Append(output, number);
                break;
            case DateOnly day:
                output.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset moment:
                output.Append(moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.", CultureInfo.InvariantCulture)).Append(Fraction(moment.UtcDateTime));
                break;
            case DateTime local:
                output.Append(local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)).Append(Seconds(local));
                break;
            case TimeSpan duration when type is IntervalType interval:
                output.Append(IntervalText.DayTime(duration.Ticks / TimeSpan.TicksPerMicrosecond, interval));
                break;
            case int months when type is IntervalType interval:
                output.Append(IntervalText.YearMonth(months, interval));
                break;
            case IDictionary map:
                AppendMap(output, map, type as MapType);
                break;
            case string text:
                output.Append(text);
                break;
            case IEnumerable items:
                output.Append('[').AppendJoin(", ", items.Cast<object?>().Select(item => Text(item, (type as ArrayType)?.ElementType))).Append(']');
                break;
            default:
                output.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendMap(StringBuilder output, IDictionary map, MapType? type)
    {
        output.Append('{');
        string separator = "";
        foreach (DictionaryEntry entry in map)
        {
            output.Append(separator);
            Append(output, entry.Key, type?.KeyType);
            output.Append(" -> ");
            Append(output, entry.Value, type?.ValueType);
            separator = ", ";
        }

        output.Append('}');
    }

    private static string Text(object? value, DataType? type)
    {
        var output = new StringBuilder();
        Append(output, value, type);
        return output.ToString();
    }

    // java.sql.Timestamp shows one digit at least, LocalDateTime the seconds only where there are some.
    private static string Fraction(DateTime time)
    {
        string digits = time.ToString("ffffff", CultureInfo.InvariantCulture).TrimEnd('0');
        return digits.Length == 0 ? "0" : digits;
    }

    private static string Seconds(DateTime time)
    {
        long micros = time.Ticks / TimeSpan.TicksPerMicrosecond % 1_000_000;
        return micros % 1000 != 0 ? time.ToString(":ss.ffffff", CultureInfo.InvariantCulture)
            : micros != 0 ? time.ToString(":ss.fff", CultureInfo.InvariantCulture)
            : time.Second != 0 ? time.ToString(":ss", CultureInfo.InvariantCulture) : "";
    }

    private sealed class Comparer : IEqualityComparer<object?>
    {
        public static Comparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => AreEqual(x, y);

        public int GetHashCode(object? obj) => Hash(obj);
    }
}
