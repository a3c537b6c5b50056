namespace Streaming;

/// <summary>A deduplication, typed or of a DataFrame.</summary>
public interface IDeduplicateNode : IStatefulNode
{
    /// <summary>Whether a key is forgotten when the watermark has passed its first row by the delay; otherwise only where the event time is part of the key.</summary>
    bool IsWithinWatermark { get; }

    /// <summary>Whether the rows have an event time.</summary>
    bool HasEventTime { get; }

    /// <summary>Whether the event time is part of the key.</summary>
    bool HasEventTimeKey { get; }

    string IStatefulNode.StateOperatorName => IsWithinWatermark ? "dedupeWithinWatermark" : "dedupe";

    // As in Spark also where the watermark can remove nothing.
    EmptyEpochs IStatefulNode.EmptyEpochs(OutputMode mode) => Streaming.EmptyEpochs.WhenWatermarkAdvances;

    bool IStatefulNode.MindsLateRows => HasEventTimeKey && !IsWithinWatermark;
}
