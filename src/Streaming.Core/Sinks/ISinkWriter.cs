namespace Streaming;

/// <summary>Writes a worker's rows. Used by one thread, kept for the whole run of the query.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public interface ISinkWriter<T> : IDisposable
{
    /// <summary>Starts an epoch.</summary>
    /// <param name="epoch">The epoch (batch id); the same one again after a crash.</param>
    void BeginEpoch(long epoch);

    /// <summary>Takes rows. May block while the system behind is slow: that is the back-pressure.</summary>
    /// <param name="batch">The rows; valid only during the call.</param>
    /// <param name="cancellationToken">Ends the wait when the query is stopped at once or has failed.</param>
    void Write(RecordBatch<T> batch, CancellationToken cancellationToken);

    /// <summary>Returns when every row of the epoch is where it belongs, or throws.</summary>
    /// <param name="cancellationToken">Ends the wait when the query is stopped at once or has failed.</param>
    void EndEpoch(CancellationToken cancellationToken);

    /// <summary>Drops what the epoch has written and not finished. Called instead of <see cref="EndEpoch"/> after an error.</summary>
    /// <param name="error">Why.</param>
    void Abort(Exception error);
}
