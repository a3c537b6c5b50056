namespace Streaming;

/// <content>Functions of the category datetime. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>Local time of one zone (the session's where only one is given) as that of another.</summary>
    public static Column ConvertTimezone(params object?[] arguments) => Call("convert_timezone", arguments);

    /// <summary>The batch's day in the session's zone.</summary>
    public static Column Curdate() => Call("curdate");

    /// <summary>The session's zone.</summary>
    public static Column CurrentTimezone() => Call("current_timezone");

    /// <summary>Day of a number of days since 1970-01-01.</summary>
    public static Column DateFromUnixDate(object? first) => Call("date_from_unix_date", first);

    /// <summary>A field of a time or interval.</summary>
    public static Column DatePart(object? first, object? second) => Call("date_part", first, second);

    /// <summary>A field of a time or interval.</summary>
    public static Column Datepart(object? first, object? second) => Call("datepart", first, second);

    /// <summary>Day of the month.</summary>
    public static Column Day(object? first) => Call("day", first);

    /// <summary>Three letters of the day's name.</summary>
    public static Column Dayname(object? first) => Call("dayname", first);

    /// <summary>A field of a time or interval.</summary>
    public static Column Extract(object? first, object? second) => Call("extract", first, second);

    /// <summary>UTC time as the local time of a zone.</summary>
    public static Column FromUtcTimestamp(object? first, object? second) => Call("from_utc_timestamp", first, second);

    /// <summary>The batch's local time in the session's zone.</summary>
    public static Column Localtimestamp() => Call("localtimestamp");

    /// <summary>A day of year, month and day.</summary>
    public static Column MakeDate(object? first, object? second, object? third) => Call("make_date", first, second, third);

    /// <summary>An interval of days, hours, minutes and seconds.</summary>
    public static Column MakeDtInterval(params object?[] arguments) => Call("make_dt_interval", arguments);

    /// <summary>A calendar interval of years, months, weeks, days, hours, minutes and seconds.</summary>
    public static Column MakeInterval(params object?[] arguments) => Call("make_interval", arguments);

    /// <summary>A time of year, month, day, hour, minute, second and zone.</summary>
    public static Column MakeTimestamp(params object?[] arguments) => Call("make_timestamp", arguments);

    /// <summary>A time of year, month, day, hour, minute, second and zone.</summary>
    public static Column MakeTimestampLtz(params object?[] arguments) => Call("make_timestamp_ltz", arguments);

    /// <summary>A time of year, month, day, hour, minute, second and zone.</summary>
    public static Column MakeTimestampNtz(params object?[] arguments) => Call("make_timestamp_ntz", arguments);

    /// <summary>An interval of years and months.</summary>
    public static Column MakeYmInterval(params object?[] arguments) => Call("make_ym_interval", arguments);

    /// <summary>Three letters of the month's name.</summary>
    public static Column Monthname(object? first) => Call("monthname", first);

    /// <summary>Months between two times, rounded to 8 digits.</summary>
    public static Column MonthsBetween(params object?[] arguments) => Call("months_between", arguments);

    /// <summary>The next day of that name.</summary>
    public static Column NextDay(object? first, object? second) => Call("next_day", first, second);

    /// <summary>The clock's time.</summary>
    public static Column Now() => Call("now");

    /// <summary>The start of the bucket of a length that a time falls into; buckets stand on an origin, 1970-01-01 by default.</summary>
    public static Column TimeBucket(params object?[] arguments) => Call("time_bucket", arguments);

    /// <summary>Adds days, or a unit; days or units between.</summary>
    public static Column Timestampadd(params object?[] arguments) => Call("timestampadd", arguments);

    /// <summary>Adds days, or a unit; days or units between.</summary>
    public static Column Timestampdiff(params object?[] arguments) => Call("timestampdiff", arguments);

    /// <summary>As to_timestamp.</summary>
    public static Column ToTimestampLtz(params object?[] arguments) => Call("to_timestamp_ltz", arguments);

    /// <summary>Local time of a text.</summary>
    public static Column ToTimestampNtz(params object?[] arguments) => Call("to_timestamp_ntz", arguments);

    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    public static Column ToUnixTimestamp(params object?[] arguments) => Call("to_unix_timestamp", arguments);

    /// <summary>Local time of a zone as UTC time.</summary>
    public static Column ToUtcTimestamp(object? first, object? second) => Call("to_utc_timestamp", first, second);

    /// <summary>First day of the unit.</summary>
    public static Column Trunc(object? first, object? second) => Call("trunc", first, second);

    /// <summary>As make_interval, NULL where it overflows.</summary>
    public static Column TryMakeInterval(params object?[] arguments) => Call("try_make_interval", arguments);

    /// <summary>A time of year, month, day, hour, minute, second and zone.</summary>
    public static Column TryMakeTimestamp(params object?[] arguments) => Call("try_make_timestamp", arguments);

    /// <summary>A time of year, month, day, hour, minute, second and zone.</summary>
    public static Column TryMakeTimestampLtz(params object?[] arguments) => Call("try_make_timestamp_ltz", arguments);

    /// <summary>A time of year, month, day, hour, minute, second and zone.</summary>
    public static Column TryMakeTimestampNtz(params object?[] arguments) => Call("try_make_timestamp_ntz", arguments);

    /// <summary>As to_date, NULL for bad text.</summary>
    public static Column TryToDate(params object?[] arguments) => Call("try_to_date", arguments);

    /// <summary>As to_timestamp, NULL for bad text.</summary>
    public static Column TryToTimestamp(params object?[] arguments) => Call("try_to_timestamp", arguments);

    /// <summary>Days since 1970-01-01.</summary>
    public static Column UnixDate(object? first) => Call("unix_date", first);

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    public static Column UnixMicros(object? first) => Call("unix_micros", first);

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public static Column UnixMillis(object? first) => Call("unix_millis", first);

    /// <summary>Seconds since 1970-01-01 UTC.</summary>
    public static Column UnixSeconds(object? first) => Call("unix_seconds", first);

    /// <summary>Day of the week, 0 = Monday.</summary>
    public static Column Weekday(object? first) => Call("weekday", first);
}
