using System.Collections.ObjectModel;

namespace Streaming;

/// <summary>What one epoch (micro-batch) did, with the fields and the JSON form of Spark's progress.</summary>
/// <example><code>
/// query.Progress.Subscribe(p => Console.WriteLine($"batch {p.BatchId}: {p.NumInputRows} rows, {p.ProcessedRowsPerSecond:F0}/s"));
/// </code></example>
public sealed record StreamingQueryProgress
{
    /// <summary>Id of the query; survives restarts.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of this run of the query.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Name of the query; null where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>When the trigger started.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Number of the epoch, from 0.</summary>
    public required long BatchId { get; init; }

    /// <summary>How long the trigger took, in milliseconds.</summary>
    public long BatchDuration { get; init; }

    /// <summary>Records read from all sources.</summary>
    public long NumInputRows { get; init; }

    /// <summary>Records per second that arrived since the previous trigger started; null where that is no number.</summary>
    public double? InputRowsPerSecond { get; init; }

    /// <summary>Records per second of the trigger's own time; null where that is no number.</summary>
    public double? ProcessedRowsPerSecond { get; init; }

    /// <summary>Milliseconds of each phase: <c>addBatch</c>, <c>commitOffsets</c>, <c>getBatch</c>, <c>latestOffset</c>, <c>queryPlanning</c>, <c>triggerExecution</c>, <c>walCommit</c>.</summary>
    public IReadOnlyDictionary<string, long> DurationMs { get; init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Event times and watermark; null where the query has no watermark.</summary>
    public EventTimeProgress? EventTime { get; init; }

    /// <summary>The stateful operators, the last one of the plan first.</summary>
    public IReadOnlyList<StateOperatorProgress> StateOperators { get; init; } = [];

    /// <summary>The sources, in the order of the plan.</summary>
    public IReadOnlyList<SourceProgress> Sources { get; init; } = [];

    /// <summary>The sink.</summary>
    public required SinkProgress Sink { get; init; }

    /// <summary>Values of <c>observe</c> by its name, each a JSON object.</summary>
    public IReadOnlyDictionary<string, string> ObservedMetrics { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>One line of JSON, fields, order and number formats as in Spark.</summary>
    public string Json => ProgressFormat.Write(this, ProgressFormat.Append, pretty: false);

    /// <summary>Indented JSON, as in Spark.</summary>
    public string PrettyJson => ProgressFormat.Write(this, ProgressFormat.Append, pretty: true);

    /// <summary>Reads <see cref="Json"/> or <see cref="PrettyJson"/>, also Spark's own. Fields that are not known are skipped, rates come back with one decimal.</summary>
    /// <exception cref="StreamingException"><c>INVALID_PROGRESS_JSON</c>: the text is no progress; the message names the field.</exception>
    public static StreamingQueryProgress FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ProgressParser.Parse(json);
    }

    /// <summary>Indented JSON, as in Spark.</summary>
    public override string ToString() => PrettyJson;
}
