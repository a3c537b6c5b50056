namespace Streaming;

/// <summary>A source over rows that come once: kept until their epoch is committed, gone with the process.</summary>
/// <remarks>
/// Its offset is the number of the newest row. A later run on the same checkpoint goes on counting; an epoch that a crash
/// interrupted cannot be read again, which is reported.
/// </remarks>
internal abstract class LiveSource<T>(string description, int capacity, SourceContext context) : IStreamSource<T>
{
    private long? _origin;
    private long _issued = -1;
    private bool _endsByItself;

    public string Description { get; } = description;

    protected LiveBuffer<T> Buffer { get; } = new(capacity);

    protected SourceContext Context { get; } = context;

    /// <summary>Such a query reads to the end of the stream; what is there at its start is a matter of luck.</summary>
    public void PrepareForAvailableNow() => _endsByItself = true;

    public string? LatestOffset(string? start, ReadLimit limit)
    {
        long from = Anchor(start);
        if (_endsByItself)
        {
            Buffer.WaitFor(from, Context.Stopping);
        }

        var (_, tail, _, error) = Buffer.State;
        if (tail > from)
        {
            _issued = _origin!.Value + tail - 1;
            return SourceOptions.Text(_issued);
        }

        return error is null ? start : throw Failed(error);
    }

    public string? ReportLatestOffset()
    {
        long newest = (_origin ?? 0) + Buffer.State.Tail - 1;
        return newest < 0 ? null : SourceOptions.Text(newest);
    }

    public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
    {
        long from = Anchor(start);
        long last = SourceOptions.Offset(end, Description);
        long to = last + 1 - _origin!.Value;
        if (from >= to)
        {
            return [];
        }

        if (last > _issued || from < Buffer.State.Head)
        {
            throw Unreplayable(_origin.Value + from, last);
        }

        return [new SourceSplit("", 0, _origin.Value + from, last + 1)];
    }

    public ISourceReader<T> CreateReader() => new Reader(this);

    public void Commit(string end)
    {
        if (_origin is { } origin)
        {
            Buffer.Release(SourceOptions.Offset(end, Description) + 1 - origin);
        }
    }

    public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

    public virtual void Dispose() => Buffer.Dispose();

    /// <summary>Called where the first offset asked for comes from an earlier run.</summary>
    protected virtual void OnRecovery(long offset)
    {
    }

    protected abstract StreamingException Failed(Exception error);

    protected StreamingException Unreplayable(long first, long last) => new(
        "SOURCE_NOT_REPLAYABLE",
        $"The source {Description} does not support recovery: the rows from {first} to {last} of an interrupted batch came in an earlier run and are gone. Delete the folder 'offsets' of the checkpoint, or use another checkpointLocation, to start over.");

    // The number of the first row that this run sees follows the last one of the run before.
    private long Anchor(string? start)
    {
        long offset = start is null ? -1 : SourceOptions.Offset(start, Description);
        if (_origin is null)
        {
            if (start is not null)
            {
                OnRecovery(offset);
            }

            _origin = offset + 1;
        }

        return offset + 1 - _origin.Value;
    }

    private sealed class Reader(LiveSource<T> source) : SplitReader<T>(source.Description)
    {
        protected override bool Fill(SourceSplit split, ref long position, RecordBatch<T> batch)
        {
            long origin = source._origin!.Value;
            batch.Origin.FirstOffset = position;
            position = origin + source.Buffer.CopyTo(batch, position - origin, split.End - origin);
            return position == split.End;
        }
    }
}
