namespace Streaming;

/// <summary>Where the rows of a query go: the one interface that a sink implements (or <see cref="BatchSink{T}"/>, which is simpler).</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public interface IStreamSink<T> : IDisposable
{
    /// <summary>What progress and <c>Explain</c> show; no secrets.</summary>
    string Description { get; }

    /// <summary>Makes the writer of a worker. Called once per worker and run.</summary>
    /// <param name="worker">Number of the worker, from 0.</param>
    ISinkWriter<T> CreateWriter(int worker);

    /// <summary>Finishes an epoch after all writers ended theirs; called by the query's own thread.</summary>
    /// <param name="epoch">The epoch (batch id). A sink that has seen it before ignores it or writes the same again.</param>
    /// <returns>Number of rows written, or -1 where the sink does not tell (as in Spark's progress).</returns>
    long Commit(long epoch);
}
