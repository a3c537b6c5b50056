namespace Streaming.Core.Tests.DataFrames;

/// <summary>A session with a DataFrame over records that a test adds.</summary>
internal sealed class FrameSession<T> : IDisposable
{
    private readonly StreamingSession _session;

    public FrameSession(int workers = 1)
    {
        _session = WordCountTests.NewSession(workers);
        Frame = _session.ReadStream().From(Source).ToDataFrame();
    }

    public ListSource<T> Source { get; } = new();

    public StreamingSession Session => _session;

    public DataFrame Frame { get; }

    public void Dispose() => _session.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
