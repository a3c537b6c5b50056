namespace Streaming;

/// <summary>A function with state by key.</summary>
internal interface IKeyedStateNode : IStatefulNode
{
    /// <summary>The rows that the function takes.</summary>
    LogicalNode RowInput { get; }

    /// <summary>Bounded data that the state begins with; null for none.</summary>
    LogicalNode? InitialState { get; }

    /// <summary>Whether the rows that come out have an event time.</summary>
    bool HasEventTime { get; }
}
