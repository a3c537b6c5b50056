namespace Streaming;

/// <summary>What each worker reads in an epoch.</summary>
internal sealed class EpochPlan(long epoch, IReadOnlyList<SourceSplit>[][] splits, long batchTimestampMs)
{
    public long Epoch => epoch;

    /// <summary>The logged time of the batch in milliseconds since 1970-01-01 UTC.</summary>
    public long BatchTimestampMs => batchTimestampMs;

    public IReadOnlyList<SourceSplit> SplitsOf(int source, int worker) => splits[source][worker];
}
