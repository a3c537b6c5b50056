namespace Streaming;

/// <summary>Whether rows have an event time: a watermark is defined below, and nothing in between lost it.</summary>
internal static class EventTimeOfRows
{
    public static bool IsKnown(LogicalNode node) => node switch
    {
        RowNode rows => rows.Schema.EventTimeColumn >= 0,
        IWatermarkNode => true,
        IKeyedStateNode keyed => keyed.HasEventTime,
        IAggregateNode aggregate => aggregate.HasEventTimeKey,
        _ => node.Inputs.Any(IsKnown),
    };
}
