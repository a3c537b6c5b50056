using System.Globalization;
using Streaming;

namespace Streaming.Core.Tests;

/// <summary>A source over lists in memory, one per partition; everything appended is one more offset.</summary>
internal sealed class ListSource<T> : IStreamSourceProvider<T>
{
    private readonly Lock _lock = new();
    private readonly List<T>[] _partitions;

    public ListSource(int partitions = 1) => _partitions = [.. Enumerable.Range(0, partitions).Select(_ => new List<T>())];

    public string ShortName => "list";

    public int MaxPerTrigger { get; init; } = int.MaxValue;

    public int BatchSize { get; init; } = 1024;

    /// <summary>Rows added so far.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _partitions.Sum(partition => partition.Count);
            }
        }
    }

    public void Add(params IEnumerable<T> rows)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                _partitions.MinBy(partition => partition.Count)!.Add(row);
            }
        }
    }

    public IStreamSource<T> CreateSource(SourceContext context) => new Source(this);

    private long[] Ends()
    {
        lock (_lock)
        {
            return [.. _partitions.Select(partition => (long)partition.Count)];
        }
    }

    private static long[] Parse(string? offset, int count) => offset is null ? new long[count] : [.. offset.Trim('[', ']').Split(',').Select(text => long.Parse(text, CultureInfo.InvariantCulture))];

    private static string Format(long[] offsets) => $"[{string.Join(',', offsets)}]";

    private sealed class Source(ListSource<T> owner) : IStreamSource<T>
    {
        private long[]? _fixedEnds;

        public string Description => "ListSource";

        public void PrepareForAvailableNow() => _fixedEnds = owner.Ends();

        public string? LatestOffset(string? start, ReadLimit limit)
        {
            var starts = Parse(start, owner._partitions.Length);
            var ends = _fixedEnds ?? owner.Ends();
            if (limit == ReadLimit.SourceOptions && owner.MaxPerTrigger < int.MaxValue)
            {
                ends = [.. ends.Select((end, i) => Math.Min(end, starts[i] + owner.MaxPerTrigger))];
            }

            return starts.SequenceEqual(ends) ? start : Format(ends);
        }

        public string? ReportLatestOffset() => null;

        public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
        {
            var starts = Parse(start, owner._partitions.Length);
            var ends = Parse(end, owner._partitions.Length);
            return [.. starts.Select((from, i) => new SourceSplit("list", i, from, ends[i]))];
        }

        public ISourceReader<T> CreateReader() => new Reader(owner);

        public void Commit(string end)
        {
        }

        public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

        public void Dispose()
        {
        }
    }

    private sealed class Reader(ListSource<T> owner) : ISourceReader<T>
    {
        private readonly Queue<SourceSplit> _splits = new();
        private readonly RecordBatch<T> _batch = new(owner.BatchSize);

        public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
        {
            _splits.Clear();
            foreach (var split in splits)
            {
                _splits.Enqueue(split);
            }
        }

        public SourceReadStatus Read(TimeSpan timeout, out RecordBatch<T>? batch, CancellationToken cancellationToken)
        {
            batch = null;
            while (_splits.TryDequeue(out var split))
            {
                if (split.Start == split.End)
                {
                    continue;
                }

                _batch.Count = 0;
                _batch.Origin = new BatchOrigin { Source = "ListSource", Name = split.Name, Partition = split.Partition, FirstOffset = split.Start };
                long next = split.Start;
                lock (owner._lock)
                {
                    while (next < split.End && !_batch.IsFull)
                    {
                        _batch.Add(owner._partitions[split.Partition][(int)next], next * 1000, _batch.Count);
                        next++;
                    }
                }

                if (next < split.End)
                {
                    _splits.Enqueue(split with { Start = next });
                }

                batch = _batch;
                return SourceReadStatus.Batch;
            }

            return SourceReadStatus.EndOfEpoch;
        }

        public void Dispose()
        {
        }
    }
}
