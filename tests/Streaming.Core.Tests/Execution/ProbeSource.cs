namespace Streaming.Core.Tests;

/// <summary>A list source that notes its readers and does what a test wants when one is made or disposed.</summary>
internal sealed class ProbeSource<T>(ListSource<T> source) : IStreamSourceProvider<T>
{
    private int _created;
    private int _disposed;

    public string ShortName => "probe";

    /// <summary>Called with the reader's number before it is made.</summary>
    public Action<int>? OnCreate { get; init; }

    /// <summary>Called when a reader is asked for rows, with the token that gives the epoch up.</summary>
    public Action<CancellationToken>? OnRead { get; init; }

    /// <summary>Called after a reader was disposed.</summary>
    public Action? OnDispose { get; set; }

    public int Created => Volatile.Read(ref _created);

    public int Disposed => Volatile.Read(ref _disposed);

    public IStreamSource<T> CreateSource(SourceContext context) => new Source(this, source.CreateSource(context));

    private sealed class Source(ProbeSource<T> owner, IStreamSource<T> inner) : IStreamSource<T>
    {
        public string Description => inner.Description;

        public void PrepareForAvailableNow() => inner.PrepareForAvailableNow();

        public string? LatestOffset(string? start, ReadLimit limit) => inner.LatestOffset(start, limit);

        public string? ReportLatestOffset() => inner.ReportLatestOffset();

        public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end) => inner.PlanSplits(start, end);

        public ISourceReader<T> CreateReader()
        {
            owner.OnCreate?.Invoke(owner._created);
            owner._created++;
            return new Reader(owner, inner.CreateReader());
        }

        public void Commit(string end) => inner.Commit(end);

        public IReadOnlyDictionary<string, string> Metrics(string? end) => inner.Metrics(end);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Reader(ProbeSource<T> owner, ISourceReader<T> inner) : ISourceReader<T>
    {
        public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits) => inner.BeginEpoch(epoch, splits);

        public SourceReadStatus Read(TimeSpan timeout, out RecordBatch<T>? batch, CancellationToken cancellationToken)
        {
            owner.OnRead?.Invoke(cancellationToken);
            return inner.Read(timeout, out batch, cancellationToken);
        }

        public void Dispose()
        {
            inner.Dispose();
            Interlocked.Increment(ref owner._disposed);
            owner.OnDispose?.Invoke();
        }
    }
}
