namespace Streaming;

/// <summary>An aggregation, typed or of a DataFrame.</summary>
public interface IAggregateNode : IStatefulNode
{
    /// <summary>Whether groups are finished when the watermark passes a time in their key: append mode needs that.</summary>
    bool HasEventTimeKey { get; }

    /// <summary>Whether groups are sessions, which change their bounds as they merge: update mode cannot tell which row takes the place of which.</summary>
    bool IsSession => false;

    bool IStatefulNode.MayEmitLateRows(OutputMode mode) => mode != OutputMode.Append;
}
