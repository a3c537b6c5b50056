namespace Streaming;

/// <summary>A source that a program fills itself, for tests: each addition is one offset, kept and replayable inside the process.</summary>
/// <remarks>
/// Additions may come from several threads and are taken whole or not at all; an empty one still makes a batch. Several queries, and
/// later runs of one, may read the same stream, each from its own offset.
/// </remarks>
/// <example>
/// <code>
/// var words = new MemoryStream&lt;string&gt;();
/// words.AddData("a", "b");
/// </code>
/// </example>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class MemoryStream<T> : IStreamSourceProvider<T>
{
    private readonly Lock _lock = new();
    private readonly List<T[]?> _blocks = [];
    private readonly int _partitions;
    private readonly string _name;

    /// <summary>Creates an empty stream.</summary>
    /// <param name="partitions">Partitions over which the rows of an addition are dealt out in turn; with 1 the order of rows is kept.</param>
    public MemoryStream(int partitions = 1)
        : this(partitions, RowColumns<T>.Instance.Names)
    {
    }

    internal MemoryStream(int partitions, IEnumerable<string> columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        _partitions = partitions;
        _name = $"MemoryStream[{string.Join(",", columns)}]";
    }

    /// <inheritdoc/>
    public string ShortName => "memorystream";

    /// <summary>Frees additions once a query has committed them. For long runs: another query cannot read them any more.</summary>
    public bool ReleaseCommitted { get; init; }

    /// <summary>Offset of the newest addition; -1 before the first.</summary>
    public long LatestOffset
    {
        get
        {
            lock (_lock)
            {
                return _blocks.Count - 1;
            }
        }
    }

    /// <summary>Adds rows as one block.</summary>
    /// <param name="rows">The rows; the array belongs to the stream from now on.</param>
    /// <returns>Offset of the block, from 0.</returns>
    public long AddData(params T[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        lock (_lock)
        {
            _blocks.Add(rows);
            return _blocks.Count - 1;
        }
    }

    /// <summary>Adds rows as one block.</summary>
    /// <param name="rows">The rows, which are copied.</param>
    /// <returns>Offset of the block, from 0.</returns>
    public long AddData(IEnumerable<T> rows) => AddData(rows.ToArray());

    /// <inheritdoc/>
    public IStreamSource<T> CreateSource(SourceContext context) => new Source(this);

    internal T[] Block(long offset)
    {
        lock (_lock)
        {
            return offset < _blocks.Count
                ? _blocks[(int)offset] ?? throw new StreamingException("MEMORY_STREAM_RELEASED", $"Addition {offset} of {_name} was freed after its commit (ReleaseCommitted). Let every query read it first, or keep all additions.")
                : throw new StreamingException("MEMORY_STREAM_OFFSET", $"Addition {offset} of {_name} does not exist; the newest is {_blocks.Count - 1}. A memory stream lives in its process only: use another checkpointLocation, or add the same rows again first.");
        }
    }

    private void Release(long end)
    {
        lock (_lock)
        {
            for (long i = Math.Min(end, _blocks.Count - 1); i >= 0 && _blocks[(int)i] is not null; i--)
            {
                _blocks[(int)i] = null;
            }
        }
    }

    private sealed class Source(MemoryStream<T> stream) : IStreamSource<T>
    {
        private long? _fixedEnd;

        public string Description => stream._name;

        public void PrepareForAvailableNow() => _fixedEnd = stream.LatestOffset;

        public string? LatestOffset(string? start, ReadLimit limit)
        {
            long newest = Newest;
            long from = start is null ? -1 : SourceOptions.Offset(start, Description);
            return newest > from ? SourceOptions.Text(newest) : start;
        }

        // As Spark's: only sources with a lag tell.
        public string? ReportLatestOffset() => null;

        public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
        {
            long from = start is null ? 0 : SourceOptions.Offset(start, Description) + 1;
            long to = SourceOptions.Offset(end, Description) + 1;
            if (from >= to)
            {
                return [];
            }

            // Missing additions are reported before anything runs.
            stream.Block(to - 1);
            stream.Block(from);
            return [.. Enumerable.Range(0, stream._partitions).Select(partition => new SourceSplit("", partition, from, to))];
        }

        public ISourceReader<T> CreateReader() => new Reader(stream, Description);

        public void Commit(string end)
        {
            if (stream.ReleaseCommitted)
            {
                stream.Release(SourceOptions.Offset(end, Description));
            }
        }

        public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

        public void Dispose()
        {
        }

        private long Newest => _fixedEnd ?? stream.LatestOffset;
    }

    private sealed class Reader(MemoryStream<T> stream, string description) : SplitReader<T>(description)
    {
        private int _row;

        protected override long FirstPosition(SourceSplit split)
        {
            _row = split.Partition;
            return split.Start;
        }

        protected override bool Fill(SourceSplit split, ref long position, RecordBatch<T> batch)
        {
            batch.Origin.FirstOffset = -1;
            int partitions = stream._partitions;
            while (position < split.End)
            {
                var block = stream.Block(position);
                if (partitions == 1)
                {
                    CopyRun(block, batch);
                }
                else
                {
                    for (; _row < block.Length && !batch.IsFull; _row += partitions)
                    {
                        batch.Add(block[_row], RecordBatch<T>.NoTimestamp, batch.Count);
                    }
                }

                if (_row < block.Length)
                {
                    return false;
                }

                position++;
                _row = split.Partition;
            }

            return true;
        }

        private void CopyRun(T[] block, RecordBatch<T> batch)
        {
            int start = batch.Count;
            int count = Math.Min(block.Length - _row, batch.Values.Length - start);
            Array.Copy(block, _row, batch.Values, start, count);
            batch.Timestamps.AsSpan(start, count).Fill(RecordBatch<T>.NoTimestamp);
            for (int i = start; i < start + count; i++)
            {
                batch.Rows[i] = i;
            }

            batch.Count = start + count;
            _row += count;
        }
    }
}
