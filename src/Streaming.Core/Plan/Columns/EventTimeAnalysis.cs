namespace Streaming;

/// <summary>Where the event time of a DataFrame comes from and goes.</summary>
internal static class EventTimeAnalysis
{
    /// <summary>The delay of the watermark where an expression is the event time, null where it is not: a column keeps it under another name, anything computed from it loses it.</summary>
    public static long? DelayOf(BoundExpression expression, StructType input) => expression is BoundColumn column ? input.Fields[column.Index].WatermarkDelayMs : null;

    /// <summary>A watermark over a column.</summary>
    public static RowNode Watermark(RowNode input, SqlExpression column, TimeSpan delay, WatermarkOptions options, bool isAnsi)
    {
        var bound = new Binder(input.Schema, isAnsi).Bind(column);
        if (bound is not BoundColumn known || !(known.Type.IsTimestamp() || known.Type is StructType { Fields: [_, { Name: "end" } end] } && end.Type.IsTimestamp()))
        {
            throw new StreamingException(
                "EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE",
                $"[EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE] The event time `{Binder.NameOf(column)}` has the invalid type \"{bound.Type.Sql}\", but expected \"TIMESTAMP\". SQLSTATE: 42K09") { SqlState = "42K09" };
        }

        return new RowWatermarkNode(input, known.Index, (long)delay.TotalMilliseconds, options);
    }
}
