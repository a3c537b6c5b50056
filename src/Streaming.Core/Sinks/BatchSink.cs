namespace Streaming;

/// <summary>A sink that takes the rows of an epoch all at once, as Spark's <c>addBatch</c> does.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public abstract class BatchSink<T> : IStreamSink<T>
{
    private readonly List<Writer> _writers = [];

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <summary>Takes the rows of an epoch.</summary>
    /// <param name="batchId">The epoch; the same one again after a crash.</param>
    /// <param name="rows">All rows, those of worker 0 first; they own their memory.</param>
    /// <returns>Number of rows written, or -1 where the sink does not tell.</returns>
    protected abstract long AddBatch(long batchId, IReadOnlyList<T> rows);

    /// <summary>Called, possibly by several workers, when an epoch failed before its rows were taken.</summary>
    /// <param name="error">Why.</param>
    protected virtual void OnAbort(Exception error)
    {
    }

    /// <inheritdoc/>
    public ISinkWriter<T> CreateWriter(int worker)
    {
        var writer = new Writer(this);
        _writers.Add(writer);
        return writer;
    }

    /// <inheritdoc/>
    public long Commit(long epoch)
    {
        if (_writers.Count == 1)
        {
            return AddBatch(epoch, _writers[0].Rows);
        }

        var rows = new List<T>(_writers.Sum(writer => writer.Rows.Count));
        foreach (var writer in _writers)
        {
            rows.AddRange(writer.Rows);
        }

        return AddBatch(epoch, rows);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    private sealed class Writer(BatchSink<T> sink) : ISinkWriter<T>
    {
        public List<T> Rows { get; private set; } = [];

        // A new list each epoch: user code may keep the rows that it was handed.
        public void BeginEpoch(long epoch) => Rows = [];

        public void Write(RecordBatch<T> batch, CancellationToken cancellationToken)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                Rows.Add(Detachable.Detach(batch.Values[i]));
            }
        }

        public void EndEpoch(CancellationToken cancellationToken)
        {
        }

        public void Abort(Exception error)
        {
            Rows = [];
            sink.OnAbort(error);
        }

        public void Dispose()
        {
        }
    }
}
