namespace Streaming.Testing;

/// <summary>Lets a sink do its work and keeps the rows that it committed.</summary>
internal sealed class RecordingSinkProvider(IStreamSinkProvider inner, SinkRows rows) : IStreamSinkProvider
{
    public string ShortName => inner.ShortName;

    public bool AllowsTemporaryCheckpoint => inner.AllowsTemporaryCheckpoint;

    public IStreamSink<T> CreateSink<T>(SinkContext context) => new Sink<T>(inner.CreateSink<T>(context), rows, context.QueryName);

    private sealed class Sink<T>(IStreamSink<T> inner, SinkRows rows, string? query) : IStreamSink<T>
    {
        private Writer<T>? _writer;

        public string Description => inner.Description;

        // There is one worker.
        public ISinkWriter<T> CreateWriter(int worker) => _writer = new Writer<T>(inner.CreateWriter(worker));

        public long Commit(long epoch)
        {
            long written = inner.Commit(epoch);
            rows.Add(query, new TestBatch<T>(epoch, _writer?.Take() ?? []));
            return written;
        }

        public void Dispose() => inner.Dispose();
    }

    private sealed class Writer<T>(ISinkWriter<T> inner) : ISinkWriter<T>
    {
        private List<T> _rows = [];

        public IReadOnlyList<T> Take()
        {
            var rows = _rows;
            _rows = [];
            return rows;
        }

        public void BeginEpoch(long epoch)
        {
            _rows.Clear();
            inner.BeginEpoch(epoch);
        }

        public void Write(RecordBatch<T> batch, CancellationToken cancellationToken)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                _rows.Add(Detachable.Detach(batch.Values[i]));
            }

            inner.Write(batch, cancellationToken);
        }

        public void EndEpoch(CancellationToken cancellationToken) => inner.EndEpoch(cancellationToken);

        public void Abort(Exception error)
        {
            _rows.Clear();
            inner.Abort(error);
        }

        public void Dispose() => inner.Dispose();
    }
}
