namespace Streaming;

/// <summary>Numbers from a start to an end. One split, so that they stay in order.</summary>
internal sealed class RangeSource(long start, long end, long step) : BoundedSource
{
    public static readonly StructType Schema = new StructType().Add("id", DataTypes.Long, nullable: false);

    public override string Description => "Range";

    private long Count
    {
        get
        {
            var distance = (Int128)end - start;
            return (distance > 0) == (step > 0) && distance != 0 ? (long)((distance + step - Math.Sign(step)) / step) : 0;
        }
    }

    public override IRowReader CreateReader(RowReadContext context) => new Reader(start, step, context.BatchCapacity);

    protected override IReadOnlyList<SourceSplit> Splits() => [new SourceSplit("", 0, 0, Count)];

    private sealed class Reader : IRowReader
    {
        private readonly RowBatch _batch;
        private readonly long _start;
        private readonly long _step;
        private readonly int _capacity;
        private long _position;
        private long _end;

        public Reader(long start, long step, int capacity)
        {
            _start = start;
            _step = step;
            _capacity = capacity;
            _batch = RowBatch.Create(RangeSource.Schema, capacity);
            Array.Fill(_batch.Timestamps, RecordBatch<Row>.NoTimestamp);
            Array.Fill(_batch.Rows, -1);
        }

        public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
        {
            _position = 0;
            _end = splits.Count == 0 ? 0 : splits[0].End;
        }

        public SourceReadStatus Read(TimeSpan timeout, out RowBatch? batch, out RowSet rows, CancellationToken cancellationToken)
        {
            int count = (int)Math.Min(_capacity, _end - _position);
            batch = _batch;
            rows = RowSet.All(count);
            if (count == 0)
            {
                return SourceReadStatus.EndOfEpoch;
            }

            var ids = (FixedVector<long>)_batch.Columns[0];
            ids.Reset(count);
            for (int i = 0; i < count; i++)
            {
                ids.Values[i] = _start + ((_position + i) * _step);
            }

            _batch.Count = count;
            _position += count;
            return SourceReadStatus.Batch;
        }

        public void Dispose()
        {
        }
    }
}
