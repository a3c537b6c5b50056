namespace Streaming;

/// <summary>Reads a worker's share of a source into columns. Used by one thread, kept for the whole run of the query.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>Says what to read in an epoch. Called once per epoch, also with no splits.</summary>
    void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits);

    /// <summary>Reads the next rows. A batch is valid until the next call and has at least one row in <paramref name="rows"/>.</summary>
    SourceReadStatus Read(TimeSpan timeout, out RowBatch? batch, out RowSet rows, CancellationToken cancellationToken);
}
