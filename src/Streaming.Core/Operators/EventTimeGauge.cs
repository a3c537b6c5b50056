namespace Streaming;

/// <summary>A worker's event times at a watermark node.</summary>
/// <param name="node">Number of the watermark node.</param>
/// <param name="maxAhead">How far ahead of the batch's time an event time counts, in microseconds.</param>
/// <param name="evaluation">Knows the batch's time.</param>
internal sealed class EventTimeGauge(int node, long? maxAhead, EvaluationContext evaluation)
{
    public int Node => node;

    public EventTimeStats Stats { get; } = new();

    public void Add(long microseconds) =>
        Stats.Add(maxAhead is { } ahead && microseconds - evaluation.BatchTimestamp > ahead ? evaluation.BatchTimestamp + ahead : microseconds);

    /// <summary>Takes a row without an event time: as in Spark it counts as one of 1970, which moves no watermark.</summary>
    public void AddMissing() => Stats.Add(0);
}
