namespace Streaming;

/// <summary>Reads splits one after another into one reused batch: the common part of readers whose data is already there.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
internal abstract class SplitReader<T> : ISourceReader<T>
{
    private readonly RecordBatch<T> _batch = new();
    private IReadOnlyList<SourceSplit> _splits = [];
    private int _index;
    private long _position;

    protected SplitReader(string description) => _batch.Origin = new BatchOrigin { Source = description };

    public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
    {
        _splits = splits;
        _index = -1;
        Next();
    }

    public SourceReadStatus Read(TimeSpan timeout, out RecordBatch<T>? batch, CancellationToken cancellationToken)
    {
        // References of the last batch are dropped, so that a quiet source keeps nothing alive.
        if (System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_batch.Values, 0, _batch.Count);
        }

        _batch.Count = 0;
        while (_index < _splits.Count)
        {
            var split = _splits[_index];
            _batch.Origin.Partition = split.Partition;
            _batch.Origin.FirstOffset = -1;
            if (Fill(split, ref _position, _batch))
            {
                Next();
            }

            if (_batch.Count > 0)
            {
                batch = _batch;
                return SourceReadStatus.Batch;
            }
        }

        batch = null;
        return SourceReadStatus.EndOfEpoch;
    }

    public virtual void Dispose()
    {
    }

    /// <summary>Adds records until the batch is full or the split has ended.</summary>
    /// <param name="split">The split.</param>
    /// <param name="position">Where to go on; <see cref="FirstPosition"/> at first.</param>
    /// <param name="batch">The batch, empty.</param>
    /// <returns>True when the split has ended.</returns>
    protected abstract bool Fill(SourceSplit split, ref long position, RecordBatch<T> batch);

    protected virtual long FirstPosition(SourceSplit split) => split.Start;

    private void Next()
    {
        if (++_index < _splits.Count)
        {
            _position = FirstPosition(_splits[_index]);
        }
    }
}
