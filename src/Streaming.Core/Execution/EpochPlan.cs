namespace Streaming;

/// <summary>What each worker reads in an epoch.</summary>
internal sealed class EpochPlan(long epoch, IReadOnlyList<SourceSplit>[][] splits)
{
    public long Epoch => epoch;

    public IReadOnlyList<SourceSplit> SplitsOf(int source, int worker) => splits[source][worker];
}
