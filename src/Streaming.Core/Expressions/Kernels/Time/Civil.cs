namespace Streaming;

/// <summary>The proleptic Gregorian calendar on day numbers since 1970-01-01, for all years.</summary>
internal static class Civil
{
    public const long MicrosPerSecond = 1_000_000;
    public const long MicrosPerDay = 86_400 * MicrosPerSecond;

    private static ReadOnlySpan<byte> MonthLengths => [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    public static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysInMonth(long year, int month) => month == 2 && IsLeap(year) ? 29 : MonthLengths[month - 1];

    public static long ToDays(long year, int month, int day)
    {
        long y = month <= 2 ? year - 1 : year;
        long era = FloorDivide(y, 400);
        long yearOfEra = y - (era * 400);
        long dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5 + day - 1;
        long dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    public static (int Year, int Month, int Day) FromDays(long days)
    {
        long z = days + 719_468;
        long era = FloorDivide(z, 146_097);
        long dayOfEra = z - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int shifted = (int)((5 * dayOfYear) + 2) / 153;
        int day = (int)dayOfYear - (((153 * shifted) + 2) / 5) + 1;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        return ((int)(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0)), month, day);
    }

    public static int DayOfYear(long days)
    {
        var (year, _, _) = FromDays(days);
        return (int)(days - ToDays(year, 1, 1)) + 1;
    }

    /// <summary>1 = Monday to 7 = Sunday.</summary>
    public static int IsoDayOfWeek(long days) => (int)FloorModulo(days + 3, 7) + 1;

    public static (int Year, int Week) IsoWeek(long days)
    {
        // The week's Thursday decides the year.
        long thursday = days - IsoDayOfWeek(days) + 4;
        var (year, _, _) = FromDays(thursday);
        return (year, (int)((thursday - ToDays(year, 1, 1)) / 7) + 1);
    }

    public static int AddMonths(int days, int months)
    {
        var (year, month, day) = FromDays(days);
        long total = ((long)year * 12) + (month - 1) + months;
        long newYear = FloorDivide(total, 12);
        int newMonth = (int)FloorModulo(total, 12) + 1;
        return checked((int)ToDays(newYear, newMonth, Math.Min(day, DaysInMonth(newYear, newMonth))));
    }

    public static long FloorDivide(long value, long by)
    {
        long quotient = value / by;
        return value % by != 0 && (value < 0) != (by < 0) ? quotient - 1 : quotient;
    }

    public static long FloorModulo(long value, long by)
    {
        long rest = value % by;
        return rest < 0 ? rest + by : rest;
    }
}
