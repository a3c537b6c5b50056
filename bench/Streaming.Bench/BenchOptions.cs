namespace Streaming.Bench;

/// <summary>What a run was asked to do.</summary>
internal sealed record BenchOptions
{
    /// <summary>W1, W2, W3 or W4.</summary>
    public required string Workload { get; init; }

    /// <summary>The brokers.</summary>
    public required string Bootstrap { get; init; }

    /// <summary>The input topic.</summary>
    public required string Input { get; init; }

    /// <summary>The output topic.</summary>
    public required string Output { get; init; }

    /// <summary>The options as given, for the result.</summary>
    public required string Text { get; init; }

    /// <summary>Who does the work.</summary>
    public required string Engine { get; init; }

    /// <summary>Where state is kept: <c>memory</c> or <c>rocksdb</c>.</summary>
    public required string State { get; init; }

    /// <summary>Workers, each with its own clients and part of the partitions.</summary>
    public required int Workers { get; init; }

    /// <summary>How long the output must stand still before the run is over.</summary>
    public required TimeSpan Still { get; init; }

    /// <summary>W4: records a second.</summary>
    public required int Rate { get; init; }

    /// <summary>W4: seconds of warm-up.</summary>
    public required int Warm { get; init; }

    /// <summary>W4: seconds that are measured.</summary>
    public required int MeasuredSeconds { get; init; }

    /// <summary>The whole pipeline, or one side of it.</summary>
    public required FloorPart Part { get; init; }

    /// <summary>How deliveries are made sure of.</summary>
    public required FloorDelivery Delivery { get; init; }

    /// <summary>Whether the worker serves the producer's events itself instead of a thread of the client.</summary>
    public required bool ManualPoll { get; init; }

    /// <summary>Whether a worker and its clients' threads stay on one core (Linux).</summary>
    public required bool Pin { get; init; }

    /// <summary>Fields of a consumed record that are converted: <c>none</c>, <c>all</c>, or a list of headers, timestamp, topic.</summary>
    public required string Fields { get; init; }

    /// <summary>Properties of the consumer.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Consumer { get; init; }

    /// <summary>Properties of the producer.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Producer { get; init; }
}
