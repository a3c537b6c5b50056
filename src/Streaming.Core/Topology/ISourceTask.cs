namespace Streaming;

/// <summary>A worker's end of a source, as the runner sees it.</summary>
internal interface ISourceTask : IDisposable
{
    /// <summary>Number of the source in the plan.</summary>
    int SourceIndex { get; }

    /// <summary>Records read in the epoch.</summary>
    long RecordCount { get; }

    void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits);

    /// <summary>Reads a batch and runs it through the operators, in the same call.</summary>
    SourceReadStatus Step(TimeSpan timeout, CancellationToken cancellationToken);
}
