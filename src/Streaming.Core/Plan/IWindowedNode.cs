namespace Streaming;

/// <summary>A typed aggregation by windows; its rows have the time of their window.</summary>
internal interface IWindowedNode : IAggregateNode
{
    /// <summary>Where late rows go; null: they are counted only.</summary>
    LateRowsSink? LateRows { get; }

    /// <summary>Whether the event time of a node's rows moves a watermark.</summary>
    static bool HasWatermark(LogicalNode node) => node switch
    {
        IWatermarkNode => true,
        IWindowedNode windowed => windowed.HasEventTimeKey,
        IStatefulNode and not IDeduplicateNode => false, // rows that it makes have no time of their own
        _ => node.Inputs.Any(HasWatermark),
    };
}
