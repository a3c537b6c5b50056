namespace Streaming;

internal sealed class NoopSink<T> : IStreamSink<T>
{
    private readonly List<Writer> _writers = [];

    public string Description => "NoopTable";

    public ISinkWriter<T> CreateWriter(int worker)
    {
        var writer = new Writer();
        _writers.Add(writer);
        return writer;
    }

    public long Commit(long epoch) => _writers.Sum(writer => writer.Rows);

    public void Dispose()
    {
    }

    private sealed class Writer : ISinkWriter<T>
    {
        public long Rows { get; private set; }

        public void BeginEpoch(long epoch) => Rows = 0;

        public void Write(RecordBatch<T> batch, CancellationToken cancellationToken) => Rows += batch.Count;

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
}
