using System.Globalization;

namespace Streaming.Benchmarks;

/// <summary>Kafka records from memory: each batch copies prepared values into its buffer, as the Kafka reader copies them from the client. Notes CPU time and bytes before each epoch.</summary>
internal sealed class PreparedSource(byte[][] values, int epochs, int recordsPerEpoch) : IStreamSourceProvider<KafkaRecord>
{
    private readonly List<(TimeSpan Cpu, long Bytes)> _marks = [];

    public string ShortName => "prepared";

    public (TimeSpan Cpu, long Bytes) MedianEpoch(int warmUp)
    {
        var epochsDone = Enumerable.Range(warmUp, _marks.Count - warmUp - 1).Select(i => (Cpu: _marks[i + 1].Cpu - _marks[i].Cpu, Bytes: _marks[i + 1].Bytes - _marks[i].Bytes)).OrderBy(epoch => epoch.Cpu).ToArray();
        return epochsDone[epochsDone.Length / 2];
    }

    public IStreamSource<KafkaRecord> CreateSource(SourceContext context) => new Source(this);

    private sealed class Source(PreparedSource owner) : IStreamSource<KafkaRecord>
    {
        private int _epoch;

        public string Description => "prepared";

        public void PrepareForAvailableNow()
        {
        }

        public string? LatestOffset(string? start, ReadLimit limit)
        {
            owner._marks.Add((Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true)));
            return _epoch == owner.Epochs ? start : (++_epoch).ToString(CultureInfo.InvariantCulture);
        }

        public string? ReportLatestOffset() => null;

        // Offsets go on from epoch to epoch; who needs a time takes them.
        public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
        {
            long to = long.Parse(end, CultureInfo.InvariantCulture) * owner.RecordsPerEpoch;
            return [new("prepared", 0, to - owner.RecordsPerEpoch, to)];
        }

        public ISourceReader<KafkaRecord> CreateReader() => new Reader(owner.Values);

        public void Commit(string end)
        {
        }

        public IReadOnlyDictionary<string, string> Metrics(string? end) => new Dictionary<string, string>();

        public void Dispose()
        {
        }
    }

    private int Epochs => epochs;

    private int RecordsPerEpoch => recordsPerEpoch;

    private byte[][] Values => values;

    private sealed class Reader(byte[][] values) : ISourceReader<KafkaRecord>
    {
        private readonly KafkaRecordBuffer _buffer = new(RecordBatch<KafkaRecord>.DefaultCapacity, 1 << 18) { Topic = "prepared" };
        private readonly RecordBatch<KafkaRecord> _batch = new();
        private long _next;
        private long _end;
        private int _value;

        public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits) => (_next, _end) = splits.Count == 0 ? (0, 0) : (splits[0].Start, splits[0].End);

        public SourceReadStatus Read(TimeSpan timeout, out RecordBatch<KafkaRecord>? batch, CancellationToken cancellationToken)
        {
            batch = null;
            if (_next == _end)
            {
                return SourceReadStatus.EndOfEpoch;
            }

            _buffer.Clear();
            _batch.Count = 0;
            while (_next < _end && !_batch.IsFull)
            {
                var value = values[_value];
                _value = _value + 1 == values.Length ? 0 : _value + 1;
                int start = _buffer.Data.Append(value);
                _buffer.Add(start, -1, start, value.Length, _next++, 0);
                _batch.Add(_buffer[_batch.Count], 0, _batch.Count);
            }

            batch = _batch;
            return SourceReadStatus.Batch;
        }

        public void Dispose()
        {
        }
    }
}
