namespace Streaming;

/// <summary>A worker's end of a sink, as the runner sees it.</summary>
internal interface ISinkTask : IDisposable
{
    long RowCount { get; }

    void BeginEpoch(long epoch);

    void EndEpoch();

    void Abort(Exception error);
}
