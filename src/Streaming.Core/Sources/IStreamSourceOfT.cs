namespace Streaming;

/// <summary>A replayable stream of records: the one interface that a source implements.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public interface IStreamSource<T> : IStreamSource
{
    /// <summary>Makes the reader of a worker. Called once per worker and run.</summary>
    ISourceReader<T> CreateReader();
}
