namespace Streaming;

/// <summary>Where the operators of a worker keep their state.</summary>
/// <param name="Partitioner">Partitions of the query and their owners.</param>
/// <param name="WorkerNumber">The worker.</param>
/// <param name="Committed">Committed state that is not in the operators' tables; null where they hold everything.</param>
internal sealed record StateScope(StatePartitioner Partitioner, int WorkerNumber, IStateStore? Committed)
{
    /// <summary>Bytes that the tables of one operator may keep from one epoch to the next where there is a committed store behind them.</summary>
    public long CacheBytes { get; init; } = 64L << 20;

    /// <summary>The partitions that the worker owns.</summary>
    public IReadOnlyList<int> Partitions { get; } = [.. Enumerable.Range(0, Partitioner.Partitions).Where(partition => Partitioner.WorkerOf(partition) == WorkerNumber)];
}
