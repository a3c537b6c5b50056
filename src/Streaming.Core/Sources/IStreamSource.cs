namespace Streaming;

/// <summary>A replayable stream of records: what the engine sees without the type of its records.</summary>
/// <remarks>
/// Offsets are JSON texts that only the source understands; they go to the offset log as they are. Except for readers, which
/// belong to a worker each, all members are called by the query's own thread, one at a time.
/// </remarks>
public interface IStreamSource : IDisposable
{
    /// <summary>What progress and <c>Explain</c> show, for example <c>KafkaV2[Subscribe[lines]]</c>; no secrets.</summary>
    string Description { get; }

    /// <summary>Fixes the newest offset for a query that reads what is there and then ends (<c>Trigger.AvailableNow</c>).</summary>
    void PrepareForAvailableNow();

    /// <summary>The offset up to which the next epoch may read.</summary>
    /// <param name="start">End of the last epoch; null before the first one.</param>
    /// <param name="limit">Whether the source's own limits count.</param>
    /// <returns>The offset as JSON; null or <paramref name="start"/> where there is nothing new.</returns>
    string? LatestOffset(string? start, ReadLimit limit);

    /// <summary>The newest offset there is, limits aside, for progress; null where the source does not tell.</summary>
    string? ReportLatestOffset();

    /// <summary>Divides the records between two offsets into splits.</summary>
    /// <param name="start">Exclusive of nothing: the end of the epoch before; null for the first epoch.</param>
    /// <param name="end">Where the epoch ends.</param>
    IReadOnlyList<SourceSplit> PlanSplits(string? start, string end);

    /// <summary>Tells that all epochs up to an offset are committed, so that the source may forget what lies before.</summary>
    /// <param name="end">End of the newest committed epoch.</param>
    void Commit(string end);

    /// <summary>Source metrics for progress, keys as in Spark (<c>avgOffsetsBehindLatest</c>); may be empty.</summary>
    /// <param name="end">End of the epoch that was just run; null where none ran.</param>
    IReadOnlyDictionary<string, string> Metrics(string? end);
}
