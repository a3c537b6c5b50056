using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Intervals as literals: <c>INTERVAL '1 02:03:04' DAY TO SECOND</c>.</summary>
internal static class IntervalText
{
    private const long MicrosPerSecond = 1_000_000;

    public static string YearMonth(int months, IntervalType type)
    {
        long size = Math.Abs((long)months);
        string sign = months < 0 ? "-" : "";
        string text = type.Start == IntervalUnit.Month ? $"{size}" : type.End == IntervalUnit.Year ? $"{size / 12}" : $"{size / 12}-{size % 12}";
        return $"INTERVAL '{sign}{text}' {Units(type)}";
    }

    public static string DayTime(long micros, IntervalType type)
    {
        var size = (UInt128)Int128.Abs(micros);
        var text = new StringBuilder(micros < 0 ? "-" : "");
        UInt128[] lengths = [86_400 * MicrosPerSecond, 3600 * MicrosPerSecond, 60 * MicrosPerSecond];
        for (var unit = type.Start; unit <= type.End; unit++)
        {
            if (unit != type.Start)
            {
                text.Append(unit == IntervalUnit.Hour ? ' ' : ':');
            }

            if (unit == IntervalUnit.Second)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(long)(size / MicrosPerSecond):00}");
                string fraction = ((long)(size % MicrosPerSecond)).ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
                text.Append(fraction.Length == 0 ? "" : ".").Append(fraction);
                break;
            }

            var length = lengths[unit - IntervalUnit.Day];
            text.Append(((long)(size / length)).ToString(unit == IntervalUnit.Day ? "0" : "00", CultureInfo.InvariantCulture));
            size %= length;
        }

        return $"INTERVAL '{text}' {Units(type)}";
    }

    private static string Units(IntervalType type) => type.SimpleString["interval ".Length..].ToUpperInvariant();
}
