namespace Streaming;

/// <summary>Where the event time of a DataFrame comes from and goes.</summary>
internal static class EventTimeAnalysis
{
    /// <summary>The delay of the watermark where an expression is the event time, null where it is not: a column keeps it under another name, so do its window and the time of that; anything else computed from it loses it, a cast to its own type too.</summary>
    public static long? DelayOf(SqlExpression expression, BoundExpression bound, StructType input) => (expression, bound) switch
    {
        (AliasExpression alias, _) => DelayOf(alias.Child, bound, input),
        (AttributeExpression, BoundColumn column) => input.Fields[column.Index].WatermarkDelayMs,
        (CallExpression call, BoundTimeWindow or BoundSessionWindow) => OfArgument(call, bound.Children[0], input),
        (CallExpression call, BoundWindowTime) => DelayOf(call.Children[0], bound.Children[0], input),
        _ => null,
    };

    /// <summary>The column that an expression makes.</summary>
    public static StructField Field(string name, SqlExpression expression, BoundExpression bound, StructType input) => new(name, bound.Type, bound.Nullable)
    {
        WatermarkDelayMs = DelayOf(expression, bound, input),
        WindowMark = bound switch
        {
            BoundColumn column when expression is AttributeExpression => input.Fields[column.Index].WindowMark,
            BoundTimeWindow => WindowFunctions.TimeMark,
            BoundSessionWindow => WindowFunctions.SessionMark,
            _ => null,
        },
    };

    // A window over a window goes by the time of that, which is not written.
    private static long? OfArgument(CallExpression call, BoundExpression time, StructType input) =>
        time is BoundWindowTime && call.Children[0] is AttributeExpression ? DelayOf(call.Children[0], time.Children[0], input) : DelayOf(call.Children[0], time, input);

    /// <summary>The length of the windows in a column where all have the same, in microseconds; null elsewhere.</summary>
    public static long? WindowLength(RowNode node, int column, bool isAnsi)
    {
        switch (node)
        {
            case WindowNode window when column == window.Input.Schema.Fields.Count:
                return (new Binder(window.Input.Schema, isAnsi).Bind(window.Window) as BoundTimeWindow)?.Size;
            case WindowNode window:
                return WindowLength(window.Input, column, isAnsi);
            case FilterExpressionNode filter:
                return WindowLength(filter.Input, column, isAnsi);
            case RowWatermarkNode watermark:
                return WindowLength(watermark.Input, column, isAnsi);
            case ProjectNode project when new Binder(project.Input.Schema, isAnsi).Bind(project.Expressions[column].Expression) is BoundColumn below:
                return WindowLength(project.Input, below.Index, isAnsi);
            default:
                return null;
        }
    }

    /// <summary>A watermark over a column.</summary>
    public static RowNode Watermark(RowNode input, SqlExpression column, TimeSpan delay, WatermarkOptions options, bool isAnsi)
    {
        var bound = new Binder(input.Schema, isAnsi).Bind(column);
        if (bound is not BoundColumn known || !(known.Type == DataTypes.Timestamp || (WindowFunctions.IsWindow(known.Type) && ((StructType)known.Type).Fields[1].Type == DataTypes.Timestamp)))
        {
            throw new StreamingException(
                "EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE",
                $"[EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE] The event time `{Binder.NameOf(column)}` has the invalid type \"{bound.Type.Sql}\", but expected \"TIMESTAMP\". SQLSTATE: 42K09") { SqlState = "42K09" };
        }

        return new RowWatermarkNode(input, known.Index, (long)delay.TotalMilliseconds, options);
    }
}
