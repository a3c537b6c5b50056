using System.Globalization;

namespace Streaming;

/// <summary>Intervals of the two standard families as Spark writes them.</summary>
internal static class IntervalText
{
    public static string OfMonths(int months)
    {
        long size = Math.Abs((long)months);
        return $"INTERVAL '{(months < 0 ? "-" : "")}{size / 12}-{size % 12}' YEAR TO MONTH";
    }

    public static string OfMicros(long micros)
    {
        var size = Int128.Abs(micros);
        long seconds = (long)(size / 1_000_000);
        string fraction = ((long)(size % 1_000_000)).ToString("D6", CultureInfo.InvariantCulture).TrimEnd('0');
        return $"INTERVAL '{(micros < 0 ? "-" : "")}{seconds / 86_400} {seconds / 3600 % 24:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}{(fraction.Length > 0 ? "." + fraction : "")}' DAY TO SECOND";
    }
}
