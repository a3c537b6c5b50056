namespace Streaming.Core.Tests;

/// <summary>A source that costs nothing: the same full batches again and again, and the bytes allocated so far noted before each epoch.</summary>
internal sealed class SteadySource<T> : IStreamSourceProvider<T>
{
    private readonly Action<RecordBatch<T>> _fill;
    private readonly int _epochs;
    private readonly long _recordsPerEpoch;
    private readonly List<long> _allocated = [];

    /// <param name="fill">Fills a batch; called once per batch that is read, so it must not allocate.</param>
    /// <param name="epochs">Epochs until the source has no more.</param>
    /// <param name="recordsPerEpoch">A multiple of 1,024.</param>
    public SteadySource(Action<RecordBatch<T>> fill, int epochs, long recordsPerEpoch)
    {
        _fill = fill;
        _epochs = epochs;
        _recordsPerEpoch = recordsPerEpoch;
    }

    public string ShortName => "steady";

    public long RecordsPerEpoch => _recordsPerEpoch;

    /// <summary>Bytes of the cheapest epoch after the warm-up, whatever thread allocated them.</summary>
    public long BytesPerEpoch(int warmUp) => Enumerable.Range(warmUp, _allocated.Count - warmUp - 1).Min(i => _allocated[i + 1] - _allocated[i]);

    public IStreamSource<T> CreateSource(SourceContext context) => new Source(this);

    private sealed class Source(SteadySource<T> owner) : IStreamSource<T>
    {
        private int _epoch;

        public string Description => "steady";

        public void PrepareForAvailableNow()
        {
        }

        public string? LatestOffset(string? start, ReadLimit limit)
        {
            owner._allocated.Add(GC.GetTotalAllocatedBytes(precise: true));
            return _epoch == owner._epochs ? start : (++_epoch).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        public string? ReportLatestOffset() => null;

        public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end) => [new("steady", 0, 0, owner._recordsPerEpoch)];

        public ISourceReader<T> CreateReader() => new Reader(owner);

        public void Commit(string end)
        {
        }

        public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

        public void Dispose()
        {
        }
    }

    private sealed class Reader(SteadySource<T> owner) : ISourceReader<T>
    {
        private readonly RecordBatch<T> _batch = new();
        private long _left;

        public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits) => _left = splits.Count == 0 ? 0 : splits[0].End;

        public SourceReadStatus Read(TimeSpan timeout, out RecordBatch<T>? batch, CancellationToken cancellationToken)
        {
            batch = null;
            if (_left <= 0)
            {
                return SourceReadStatus.EndOfEpoch;
            }

            _batch.Count = 0;
            owner._fill(_batch);
            _left -= _batch.Count;
            batch = _batch;
            return SourceReadStatus.Batch;
        }

        public void Dispose()
        {
        }
    }
}
