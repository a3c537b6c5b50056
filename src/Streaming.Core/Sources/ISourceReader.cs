namespace Streaming;

/// <summary>Reads a worker's share of a source. Used by one thread, kept for the whole run of the query.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public interface ISourceReader<T> : IDisposable
{
    /// <summary>Says what to read in an epoch. Called once per epoch, also with no splits.</summary>
    /// <param name="epoch">The epoch (batch id).</param>
    /// <param name="splits">The ranges, at most one per partition. A partition seen before goes on where it ended
    /// unless <see cref="SourceSplit.Start"/> says otherwise.</param>
    void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits);

    /// <summary>Reads the next batch of one partition.</summary>
    /// <param name="timeout">How long to wait for a first record. A record that is there is never waited with.</param>
    /// <param name="batch">The batch, valid until the next call; null unless the result is <see cref="SourceReadStatus.Batch"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether there is a batch.</returns>
    SourceReadStatus Read(TimeSpan timeout, out RecordBatch<T>? batch, CancellationToken cancellationToken);
}
