namespace Streaming;

/// <summary>What an epoch did, as the engine tells it to the <see cref="ProgressReporter"/>.</summary>
internal sealed class EpochReport
{
    /// <summary>Number of the epoch.</summary>
    public required long BatchId { get; init; }

    /// <summary>The sources with offsets, rows and metrics; the reporter adds the rates.</summary>
    public required IReadOnlyList<SourceProgress> Sources { get; init; }

    /// <summary>The sink.</summary>
    public required SinkProgress Sink { get; init; }

    /// <summary>The stateful operators, the last one of the plan first.</summary>
    public IReadOnlyList<StateOperatorProgress> StateOperators { get; init; } = [];

    /// <summary>Event times and watermark; null where the query has no watermark.</summary>
    public EventTimeProgress? EventTime { get; init; }

    /// <summary>Values of <c>observe</c>, JSON objects by name; null for none.</summary>
    public IReadOnlyDictionary<string, string>? ObservedMetrics { get; init; }
}
