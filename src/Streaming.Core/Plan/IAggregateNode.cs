namespace Streaming;

/// <summary>An aggregation, typed or of a DataFrame.</summary>
public interface IAggregateNode : IStatefulNode
{
    /// <summary>Whether groups are finished when the watermark passes a time in their key: append mode needs that.</summary>
    bool HasEventTimeKey { get; }

    bool IStatefulNode.MayEmitLateRows(OutputMode mode) => mode != OutputMode.Append;
}
