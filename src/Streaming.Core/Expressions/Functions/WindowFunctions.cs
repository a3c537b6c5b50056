using P = Streaming.Parameter;

namespace Streaming;

/// <summary>Time windows as values: the window that a time falls into.</summary>
internal static class WindowFunctions
{
    public const string TimeWindow = "window";

    public const string SessionWindow = "session_window";

    /// <summary>Spark's mark of a column of windows.</summary>
    public const string TimeMark = "spark.timeWindow";

    /// <summary>Spark's mark of a column of sessions.</summary>
    public const string SessionMark = "spark.sessionWindow";

    private const string Category = "window";
    private const string WindowTimeName = "window_time";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, TimeWindow, "The windows of a length that a time falls into, each with its start and end: window(time, length [, slide [, offset]]). One a select or grouping; a row comes out once for each window.", 2, 4, Window),
        Scalar.Bind(Category, SessionWindow, "A session that begins at a time and ends a gap later; grouped by, sessions that overlap or touch become one.", 2, 2, Session),
        Scalar.Bind(Category, WindowTimeName, "The last microsecond of a window, for windows of windows.", 1, 1, call => WindowTime(call, call.Arguments[0])),
    ];

    /// <summary>True for <c>window</c> and <c>session_window</c>.</summary>
    public static bool IsWindow(SqlExpression expression) => expression is CallExpression call
        && (call.Function.Equals(TimeWindow, StringComparison.OrdinalIgnoreCase) || call.Function.Equals(SessionWindow, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for the type of a window: start and end.</summary>
    public static bool IsWindow(DataType type) => type is StructType { Fields: [{ Name: "start" } start, { Name: "end" } end] } && start.Type.IsTimestamp() && end.Type == start.Type;

    /// <summary>Start of the latest window of a slide that a time falls into; windows are half-open and stand on the epoch plus an offset.</summary>
    public static long LatestStart(long time, long slide, long offset) => time - Civil.FloorModulo(time - offset, slide);

    /// <summary>Length in microseconds of a constant like <c>'10 minutes'</c>; an error for months, which have no fixed length.</summary>
    public static long Length(FunctionCall call, int argument)
    {
        var expression = call.Call.Children[argument];
        if (expression is LiteralExpression { Value: TimeSpan span })
        {
            return span.Ticks / TimeSpan.TicksPerMicrosecond;
        }

        string text = expression is LiteralExpression { Value: string written } ? written : Scalar.ConstantText(call, argument, "interval") ?? "";
        return Length(text);
    }

    public static long Length(string text) => !CalendarInterval.TryParse(text, out var interval) ? throw CannotParse(text)
        : interval.Months != 0 ? throw TooLong(text)
        : checked((interval.Days * Civil.MicrosPerDay) + interval.Microseconds);

    private static StructType Type(DataType time) => new(new StructField("start", time), new StructField("end", time));

    private static BoundWindowTime WindowTime(FunctionCall call, BoundExpression window) => IsWindow(window.Type)
        ? new BoundWindowTime(window)
        : throw FunctionErrors.UnexpectedType(call, 0, "\"STRUCT\"");

    // A window has the time of its last microsecond.
    private static BoundExpression Time(FunctionCall call) =>
        IsWindow(call.Arguments[0].Type) ? WindowTime(call, call.Arguments[0]) : Scalar.Convert(call, P.AnyTimestamp, P.Any)[0];

    private static BoundTimeWindow Window(FunctionCall call)
    {
        long size = Length(call, 1);
        long slide = call.Arguments.Count > 2 ? Length(call, 2) : size;
        long offset = call.Arguments.Count > 3 ? Length(call, 3) : 0;
        CheckPositive("window_duration", size);
        CheckPositive("slide_duration", slide);
        Check(slide <= size, "slide_duration", slide, $"<= the `window_duration`({size}L)");
        Check(Math.Abs(offset) < slide, "abs(start_time)", offset, $"< the `slide_duration`({slide}L)");
        var time = Time(call);
        return new BoundTimeWindow(
            new ScalarCall(Type(time.Type), time.Nullable, (f, row) => Append(f, LatestStart(f.Long(0, row), slide, offset), size), true, time), size, slide, offset);

        void CheckPositive(string name, long value)
        {
            if (value <= 0)
            {
                throw FunctionErrors.Of("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE", "42K09", $"Cannot resolve \"{Shown()}\" due to data type mismatch: The `{name}` must be between (0, {long.MaxValue}] (current value = {value}L).");
            }
        }

        void Check(bool isGood, string name, long value, string rule)
        {
            if (!isGood)
            {
                throw FunctionErrors.Of("DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION", "42K09", $"Cannot resolve \"{Shown()}\" due to data type mismatch: The `{name}`({Math.Abs(value)}L) must be {rule}.");
            }
        }

        string Shown() => $"window({call.Call.Children[0].Sql}, {size}, {slide}, {offset})";
    }

    private static BoundSessionWindow Session(FunctionCall call)
    {
        var time = Time(call);
        return new BoundSessionWindow(Type(time.Type), time, Gap(call));
    }

    private static BoundExpression Gap(FunctionCall call)
    {
        var gap = call.Arguments[1];
        switch (gap)
        {
            case BoundLiteral { Value: string text }:
                // As in Spark a text that is no interval is no error: no row then belongs to a session.
                return new BoundLiteral(CalendarInterval.TryParse(text, out var interval) ? new Interval(interval.Months, interval.Days, interval.Microseconds) : null, DataTypes.CalendarInterval);
            case { Type: IntervalType } or { Type: AtomicType { Kind: AtomicKind.CalendarInterval or AtomicKind.String or AtomicKind.Null } }:
                return gap;
            default:
                throw new StreamingException("_LEGACY_ERROR_TEMP_1040", $"Gap duration expression used in session window must be CalendarIntervalType, but got {SparkName(gap.Type)}.");
        }
    }

    private static StreamingException TooLong(string text) => new("_LEGACY_ERROR_TEMP_3231", $"Intervals greater than a month is not supported ({text}).");

    private static string SparkName(DataType type) => type switch
    {
        AtomicType { Kind: AtomicKind.TimestampNtz } => "TimestampNTZType",
        AtomicType atomic => $"{atomic.Kind}Type",
        DecimalType number => $"DecimalType({number.Precision},{number.Scale})",
        _ => type.SimpleString,
    };

    private static StreamingException CannotParse(string text) => new(
        "CANNOT_PARSE_INTERVAL",
        $"[CANNOT_PARSE_INTERVAL] Unable to parse '{text}'. Please ensure that the value provided is in a valid format for defining an interval. You can reference the documentation for the correct format. If the issue persists, please double check that the input value is not null or empty and try again. SQLSTATE: 22006",
        ParseError(text)) { SqlState = "22006" };

    private static StreamingException? ParseError(string text)
    {
        try
        {
            CalendarInterval.Parse(text);
            return null;
        }
        catch (StreamingException error)
        {
            return error;
        }
    }

    private static void Append(CallFrame f, long start, long size)
    {
        var result = (StructVector)f.Result;
        ((FixedVector<long>)result.Fields[0]).Append(start);
        ((FixedVector<long>)result.Fields[1]).Append(checked(start + size));
        result.AppendRow();
    }
}
