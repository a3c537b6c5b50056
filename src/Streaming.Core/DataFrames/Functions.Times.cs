namespace Streaming;

/// <content>Functions of dates and times.</content>
public static partial class Functions
{
    /// <summary>Time of the batch.</summary>
    public static Column CurrentTimestamp() => Call("current_timestamp");

    /// <summary>Day of the batch.</summary>
    public static Column CurrentDate() => Call("current_date");

    /// <summary>The year.</summary>
    public static Column Year(Column column) => Call("year", column);

    /// <summary>The quarter.</summary>
    public static Column Quarter(Column column) => Call("quarter", column);

    /// <summary>The month.</summary>
    public static Column Month(Column column) => Call("month", column);

    /// <summary>The day of the month.</summary>
    public static Column DayOfMonth(Column column) => Call("dayofmonth", column);

    /// <summary>1 for Sunday to 7.</summary>
    public static Column DayOfWeek(Column column) => Call("dayofweek", column);

    /// <summary>The day of the year.</summary>
    public static Column DayOfYear(Column column) => Call("dayofyear", column);

    /// <summary>The hour.</summary>
    public static Column Hour(Column column) => Call("hour", column);

    /// <summary>The minute.</summary>
    public static Column Minute(Column column) => Call("minute", column);

    /// <summary>The second.</summary>
    public static Column Second(Column column) => Call("second", column);

    /// <summary>The week of the year.</summary>
    public static Column WeekOfYear(Column column) => Call("weekofyear", column);

    /// <summary>Last day of the month.</summary>
    public static Column LastDay(Column column) => Call("last_day", column);

    /// <summary>As a date.</summary>
    public static Column ToDate(Column column) => Call("to_date", column);

    /// <summary>Text of a pattern as a date.</summary>
    public static Column ToDateFormat(Column column, object argument) => Call("to_date", column, argument);

    /// <summary>As a timestamp.</summary>
    public static Column ToTimestamp(Column column) => Call("to_timestamp", column);

    /// <summary>Text of a pattern as a timestamp.</summary>
    public static Column ToTimestampFormat(Column column, object argument) => Call("to_timestamp", column, argument);

    /// <summary>As text of a pattern.</summary>
    public static Column DateFormat(Column column, object argument) => Call("date_format", column, argument);

    /// <summary>So many days later.</summary>
    public static Column DateAdd(Column column, object argument) => Call("date_add", column, argument);

    /// <summary>So many days earlier.</summary>
    public static Column DateSub(Column column, object argument) => Call("date_sub", column, argument);

    /// <summary>Days between: end, start.</summary>
    public static Column DateDiff(Column column, Column other) => Call("datediff", column, other);

    /// <summary>So many months later.</summary>
    public static Column AddMonths(Column column, object argument) => Call("add_months", column, argument);

    /// <summary>Cut to a unit, for example "hour".</summary>
    public static Column DateTrunc(object argument, Column column) => Call("date_trunc", argument, column);

    /// <summary>Seconds since 1970 as text.</summary>
    public static Column FromUnixTime(Column column) => Call("from_unixtime", column);

    /// <summary>Seconds since 1970.</summary>
    public static Column UnixTimestamp(Column column) => Call("unix_timestamp", column);

    /// <summary>Seconds since 1970 as a timestamp.</summary>
    public static Column TimestampSeconds(Column column) => Call("timestamp_seconds", column);

    /// <summary>Milliseconds since 1970 as a timestamp.</summary>
    public static Column TimestampMillis(Column column) => Call("timestamp_millis", column);

    /// <summary>Microseconds since 1970 as a timestamp.</summary>
    public static Column TimestampMicros(Column column) => Call("timestamp_micros", column);

    /// <summary>The windows of a length that a time falls into, for example <c>Window(Col("time"), "10 minutes", "5 minutes")</c>: <c>start</c> and <c>end</c>. A row comes out once for each of them.</summary>
    /// <param name="timeColumn">The time, or a window.</param>
    /// <param name="windowDuration">Length of the windows.</param>
    /// <param name="slideDuration">From one window to the next; null: the length.</param>
    /// <param name="startTime">How far the windows are shifted from 1970-01-01 UTC; null: not at all.</param>
    public static Column Window(Column timeColumn, object windowDuration, object? slideDuration = null, object? startTime = null) =>
        startTime is not null ? Call("window", timeColumn, windowDuration, slideDuration ?? windowDuration, startTime)
        : slideDuration is not null ? Call("window", timeColumn, windowDuration, slideDuration)
        : Call("window", timeColumn, windowDuration);

    /// <summary>Windows of a length that start every so often.</summary>
    public static Column SlidingWindow(Column column, object argument, object second) => Window(column, argument, second);

    /// <summary>Windows of a length that start every so often, shifted.</summary>
    public static Column OffsetWindow(Column column, object argument, object second, object third) => Window(column, argument, second, third);

    /// <summary>Sessions: windows that end when no row came for a gap, which may be a column.</summary>
    public static Column SessionWindow(Column timeColumn, object gapDuration) => Call("session_window", timeColumn, gapDuration);
}
