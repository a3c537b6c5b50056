namespace Streaming;

/// <summary>A typed aggregation by windows; its rows have the time of their window.</summary>
internal interface IWindowedNode : IAggregateNode
{
    /// <summary>Where late rows go; null: they are counted only.</summary>
    LateRowsSink? LateRows { get; }
}
