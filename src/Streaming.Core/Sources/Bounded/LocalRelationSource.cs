namespace Streaming;

/// <summary>Rows in memory. One split, so that they stay in order.</summary>
internal sealed class LocalRelationSource(IReadOnlyList<RowBatch> batches) : BoundedSource
{
    public override string Description => "LocalRelation";

    public override IRowReader CreateReader(RowReadContext context) => new Reader(batches, context.BatchCapacity);

    protected override IReadOnlyList<SourceSplit> Splits() => batches.Count == 0 ? [] : [new SourceSplit("", 0, 0, batches.Count)];

    private sealed class Reader(IReadOnlyList<RowBatch> batches, int capacity) : IRowReader
    {
        private readonly int[] _indexes = new int[capacity];
        private int _batch;
        private int _row;
        private int _end;

        public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
        {
            _batch = 0;
            _row = 0;
            _end = splits.Count == 0 ? 0 : batches.Count;
        }

        public SourceReadStatus Read(TimeSpan timeout, out RowBatch? batch, out RowSet rows, CancellationToken cancellationToken)
        {
            while (_batch < _end && _row >= batches[_batch].Count)
            {
                _batch++;
                _row = 0;
            }

            if (_batch == _end)
            {
                batch = null;
                rows = default;
                return SourceReadStatus.EndOfEpoch;
            }

            batch = batches[_batch];
            int count = Math.Min(capacity, batch.Count - _row);
            if (count == batch.Count)
            {
                rows = RowSet.All(count);
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    _indexes[i] = _row + i;
                }

                rows = RowSet.Of(_indexes, count);
            }

            _row += count;
            return SourceReadStatus.Batch;
        }

        public void Dispose()
        {
        }
    }
}
