namespace Streaming;

/// <summary>A worker's event times at a watermark node.</summary>
/// <param name="node">Number of the watermark node.</param>
/// <param name="maxAhead">How far ahead of the batch's time an event time counts, in microseconds.</param>
/// <param name="evaluation">Knows the batch's time.</param>
internal sealed class EventTimeGauge(int node, long? maxAhead, EvaluationContext evaluation)
{
    public int Node => node;

    public EventTimeStats Stats { get; } = new();

    /// <summary>A row without event time: progress counts it as 1970, as Spark's does; the watermark, which begins there, does not move.</summary>
    public void AddNone() => Stats.Add(0);

    public void Add(long microseconds) =>
        Stats.Add(maxAhead is { } ahead && microseconds - evaluation.BatchTimestamp > ahead ? evaluation.BatchTimestamp + ahead : microseconds);
}
