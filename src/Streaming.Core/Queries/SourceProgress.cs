using System.Collections.ObjectModel;

namespace Streaming;

/// <summary>What an epoch read from one source.</summary>
public sealed record SourceProgress
{
    /// <summary>The source, for example <c>KafkaV2[Subscribe[lines]]</c>.</summary>
    public required string Description { get; init; }

    /// <summary>Where the epoch began, as JSON of the source's own form; null for the first epoch.</summary>
    public string? StartOffset { get; init; }

    /// <summary>Where the epoch ended, as JSON.</summary>
    public string? EndOffset { get; init; }

    /// <summary>The newest offset there is, as JSON; null where the source does not tell.</summary>
    public string? LatestOffset { get; init; }

    /// <summary>Records read.</summary>
    public long NumInputRows { get; init; }

    /// <summary>Records per second that arrived since the previous trigger started; null where that is no number.</summary>
    public double? InputRowsPerSecond { get; init; }

    /// <summary>Records per second of the trigger's own time; null where that is no number.</summary>
    public double? ProcessedRowsPerSecond { get; init; }

    /// <summary>Metrics of the source, for example <c>maxOffsetsBehindLatest</c>.</summary>
    public IReadOnlyDictionary<string, string> Metrics { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>One line of JSON, as in Spark.</summary>
    public string Json => ProgressFormat.Write(this, ProgressFormat.Append, pretty: false);

    /// <summary>Indented JSON, as in Spark.</summary>
    public string PrettyJson => ProgressFormat.Write(this, ProgressFormat.Append, pretty: true);

    /// <summary>Indented JSON, as in Spark.</summary>
    public override string ToString() => PrettyJson;
}
