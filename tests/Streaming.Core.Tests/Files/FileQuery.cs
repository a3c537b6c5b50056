namespace Streaming.Core.Tests.Files;

/// <summary>A query over dropped files whose rows a test sees batch by batch.</summary>
internal sealed class FileQuery : IDisposable
{
    private readonly CollectSink _sink = new();
    private readonly Func<StreamingSession, DataFrame> _build;
    private readonly FileDrop _drop;
    private readonly int _workers;
    private StreamingSession? _session;
    private StreamingQuery? _query;

    public FileQuery(FileDrop drop, Func<StreamingSession, DataFrame> build, int workers = 1)
    {
        _drop = drop;
        _build = build;
        _workers = workers;
    }

    public StreamingQuery Query => _query!;

    /// <summary>Rows of all batches so far, each batch sorted.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Batches =>
        [.. _sink.Batches<Row>().Select(batch => (IReadOnlyList<string>)[.. batch.Rows.Select(row => row.ToString()).Order(StringComparer.Ordinal)])];

    public IReadOnlyList<string> Rows => [.. _sink.Batches<Row>().SelectMany(batch => batch.Rows).Select(row => row.ToString())];

    public FileQuery Start(Trigger? trigger = null)
    {
        _session = WordCountTests.NewSession(_workers);
        _query = _build(_session).WriteStream().Trigger(trigger ?? Trigger.Default).Option("checkpointLocation", _drop.Checkpoint).To(_sink).Start();
        return this;
    }

    public FileQuery Process()
    {
        Query.ProcessAllAvailable();
        return this;
    }

    public void Run(Trigger trigger)
    {
        Start(trigger);
        Query.AwaitTermination(TimeSpan.FromSeconds(30));
        Stop();
    }

    public void Stop()
    {
        _session?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _session = null;
    }

    public void Dispose() => Stop();
}
