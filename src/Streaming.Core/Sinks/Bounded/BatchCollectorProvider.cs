namespace Streaming;

/// <summary>Takes all rows of a query over bounded data as batches of columns that own their memory.</summary>
internal sealed class BatchCollectorProvider(StructType schema) : IStreamSinkProvider
{
    private readonly List<Writer> _writers = [];

    public string ShortName => "collect";

    public bool AllowsTemporaryCheckpoint => true;

    /// <summary>The rows, once the query has run; those of worker 0 first.</summary>
    public IReadOnlyList<RowBatch> Batches => [.. _writers.SelectMany(writer => writer.Batches)];

    public IStreamSink<T> CreateSink<T>(SinkContext context) => (IStreamSink<T>)(object)new Sink(this);

    private sealed class Sink(BatchCollectorProvider owner) : IStreamSink<Row>
    {
        public string Description => "Collect";

        public ISinkWriter<Row> CreateWriter(int worker)
        {
            var writer = new Writer(owner);
            owner._writers.Add(writer);
            return writer;
        }

        public long Commit(long epoch) => owner.Batches.Sum(batch => (long)batch.Count);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(BatchCollectorProvider owner) : ISinkWriter<Row>
    {
        private readonly RowBatchBuilder _rows = new(owner.Schema);

        public IReadOnlyList<RowBatch> Batches => _rows.Batches;

        public void BeginEpoch(long epoch)
        {
        }

        public void Write(RecordBatch<Row> batch, CancellationToken cancellationToken)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                _rows.Add(batch.Values[i]);
            }
        }

        public void EndEpoch(CancellationToken cancellationToken)
        {
        }

        public void Abort(Exception error)
        {
        }

        public void Dispose()
        {
        }
    }

    private StructType Schema => schema;
}
