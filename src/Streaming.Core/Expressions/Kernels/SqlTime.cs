namespace Streaming;

/// <summary>Days and microseconds of SQL dates and timestamps.</summary>
internal static class SqlTime
{
    public const long MicrosPerSecond = 1_000_000;

    public const long MicrosPerDay = 86_400 * MicrosPerSecond;

    private static readonly int UnixEpochDay = new DateOnly(1970, 1, 1).DayNumber;

    public static int Days(DateOnly date) => date.DayNumber - UnixEpochDay;

    public static long Micros(DateTimeOffset moment) => (moment.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long Micros(DateTime local) => (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Days since 1970-01-01 of a proleptic Gregorian day of any year.</summary>
    public static long DaysFromCivil(long year, int month, int day)
    {
        year -= month <= 2 ? 1 : 0;
        long era = FloorDiv(year, 400);
        long yearOfEra = year - (era * 400);
        long dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        long dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    public static (long Year, int Month, int Day) CivilFromDays(long days)
    {
        days += 719_468;
        long era = FloorDiv(days, 146_097);
        long dayOfEra = days - (era * 146_097);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long shifted = ((5 * dayOfYear) + 2) / 153;
        int day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    public static bool IsLeapYear(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysInMonth(long year, int month) => month == 2 ? (IsLeapYear(year) ? 29 : 28) : month is 4 or 6 or 9 or 11 ? 30 : 31;

    /// <summary>Adds the zone's offset: microseconds of the local time.</summary>
    public static long ToLocal(long micros, TimeZoneInfo zone) => IsUtc(zone) ? micros : micros + OffsetAt(micros, zone);

    /// <summary>Microseconds UTC of a local time; in a gap the time moves on by its length, in an overlap the earlier moment is taken.</summary>
    public static long FromLocal(long local, TimeZoneInfo zone)
    {
        if (IsUtc(zone))
        {
            return local;
        }

        long before = OffsetAt(local - MicrosPerDay, zone);
        long after = OffsetAt(local + MicrosPerDay, zone);
        long early = local - before;
        return OffsetAt(early, zone) == before || OffsetAt(local - after, zone) != after ? early : local - after;
    }

    public static long FloorDiv(long value, long divisor)
    {
        long quotient = value / divisor;
        return value % divisor != 0 && (value < 0) != (divisor < 0) ? quotient - 1 : quotient;
    }

    public static long FloorMod(long value, long divisor) => value - (FloorDiv(value, divisor) * divisor);

    private static bool IsUtc(TimeZoneInfo zone) => ReferenceEquals(zone, TimeZoneInfo.Utc);

    private static long OffsetAt(long micros, TimeZoneInfo zone)
    {
        // Outside of what DateTime holds the rules of its ends go on.
        const long first = -62_135_596_800L * MicrosPerSecond;
        const long last = 253_402_300_799L * MicrosPerSecond;
        long ticks = (Math.Clamp(micros, first, last) * TimeSpan.TicksPerMicrosecond) + DateTime.UnixEpoch.Ticks;
        return zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks / TimeSpan.TicksPerMicrosecond;
    }
}
