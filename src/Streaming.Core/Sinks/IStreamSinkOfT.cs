namespace Streaming;

/// <summary>Where the rows of a query go: the one interface that a sink implements (or <see cref="BatchSink{T}"/>, which is simpler).</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public interface IStreamSink<T> : IStreamSink
{
    /// <summary>Makes the writer of a worker. Called once per worker and run.</summary>
    /// <param name="worker">Number of the worker, from 0.</param>
    ISinkWriter<T> CreateWriter(int worker);
}
