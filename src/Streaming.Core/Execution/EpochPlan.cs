namespace Streaming;

/// <summary>What each worker reads in an epoch.</summary>
internal sealed class EpochPlan(long epoch, IReadOnlyList<SourceSplit>[][] splits, long batchTimestampMs, IReadOnlyList<EpochTimes> times)
{
    public long Epoch => epoch;

    /// <summary>The logged time of the batch in milliseconds since 1970-01-01 UTC.</summary>
    public long BatchTimestampMs => batchTimestampMs;

    /// <summary>When the epoch runs for each stateful operator, by operator id.</summary>
    public IReadOnlyList<EpochTimes> Times => times;

    public IReadOnlyList<SourceSplit> SplitsOf(int source, int worker) => splits[source][worker];
}
