namespace Streaming;

/// <summary>A source that has all of its rows at the start: one epoch reads them, then it has ended.</summary>
internal abstract class BoundedSource : IRowSource
{
    private const string End = "0";

    public abstract string Description { get; }

    public void PrepareForAvailableNow()
    {
    }

    public string? LatestOffset(string? start, ReadLimit limit) => End;

    public string? ReportLatestOffset() => null;

    public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end) => start is null ? Splits() : [];

    public void Commit(string end)
    {
    }

    public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

    public abstract IRowReader CreateReader(RowReadContext context);

    public virtual void Dispose()
    {
    }

    protected abstract IReadOnlyList<SourceSplit> Splits();
}
