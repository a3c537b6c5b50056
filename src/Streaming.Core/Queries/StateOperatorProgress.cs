using System.Collections.ObjectModel;

namespace Streaming;

/// <summary>What an epoch did to the state of one operator.</summary>
public sealed record StateOperatorProgress
{
    /// <summary>Name of the operator, for example <c>stateStoreSave</c>.</summary>
    public required string OperatorName { get; init; }

    /// <summary>Rows in the state after the epoch.</summary>
    public long NumRowsTotal { get; init; }

    /// <summary>Rows added or changed.</summary>
    public long NumRowsUpdated { get; init; }

    /// <summary>Milliseconds spent on updates, summed over workers.</summary>
    public long AllUpdatesTimeMs { get; init; }

    /// <summary>Rows removed.</summary>
    public long NumRowsRemoved { get; init; }

    /// <summary>Milliseconds spent on removals, summed over workers.</summary>
    public long AllRemovalsTimeMs { get; init; }

    /// <summary>Milliseconds spent on committing, summed over workers.</summary>
    public long CommitTimeMs { get; init; }

    /// <summary>Memory that the state uses, in bytes.</summary>
    public long MemoryUsedBytes { get; init; }

    /// <summary>Rows that came too late for the watermark and were dropped.</summary>
    public long NumRowsDroppedByWatermark { get; init; }

    /// <summary>Partitions of the state.</summary>
    public long NumShufflePartitions { get; init; }

    /// <summary>Open state stores.</summary>
    public long NumStateStoreInstances { get; init; }

    /// <summary>Further metrics of the operator and its store.</summary>
    public IReadOnlyDictionary<string, long> CustomMetrics { get; init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>One line of JSON, as in Spark.</summary>
    public string Json => ProgressFormat.Write(this, ProgressFormat.Append, pretty: false);

    /// <summary>Indented JSON, as in Spark.</summary>
    public string PrettyJson => ProgressFormat.Write(this, ProgressFormat.Append, pretty: true);

    /// <summary>Indented JSON, as in Spark.</summary>
    public override string ToString() => PrettyJson;
}
