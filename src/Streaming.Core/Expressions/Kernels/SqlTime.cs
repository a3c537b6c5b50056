namespace Streaming;

/// <summary>Days and microseconds since 1970-01-01 of C# values, and the calendar and zones (<see cref="Civil"/>, <see cref="TimeZones"/>) as kernels call them.</summary>
internal static class SqlTime
{
    public const long MicrosPerSecond = Civil.MicrosPerSecond;

    public const long MicrosPerDay = Civil.MicrosPerDay;

    public static int Days(DateOnly date) => VectorValues.Days(date);

    public static long Micros(DateTimeOffset moment) => VectorValues.Micros(moment);

    public static long Micros(DateTime local) => VectorValues.Micros(local);

    public static long DaysFromCivil(long year, int month, int day) => Civil.ToDays(year, month, day);

    public static (long Year, int Month, int Day) CivilFromDays(long days) => Civil.FromDays(days);

    public static bool IsLeapYear(long year) => Civil.IsLeap(year);

    public static int DaysInMonth(long year, int month) => Civil.DaysInMonth(year, month);

    /// <summary>Adds the zone's offset: microseconds of the local time.</summary>
    public static long ToLocal(long micros, TimeZoneInfo zone) => TimeZones.ToLocal(zone, micros);

    /// <summary>Microseconds UTC of a local time; in a gap the time moves on by its length, in an overlap the earlier moment is taken.</summary>
    public static long FromLocal(long local, TimeZoneInfo zone) => TimeZones.ToInstant(zone, local);

    public static long FloorDiv(long value, long divisor) => Civil.FloorDivide(value, divisor);

    public static long FloorMod(long value, long divisor) => Civil.FloorModulo(value, divisor);
}
