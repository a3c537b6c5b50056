namespace Streaming;

/// <summary>Lets typed records go to a sink of rows: a column for each property.</summary>
internal sealed class TypedFileSink<T>(RecordSchema<T> records, IStreamSink<Row> inner) : IStreamSink<T>, IEpochLogSink
{
    public string Description => inner.Description;

    public ISinkWriter<T> CreateWriter(int worker) => new Writer(records, inner.CreateWriter(worker));

    public bool HasCommitted(long epoch) => inner is IEpochLogSink log && log.HasCommitted(epoch);

    public long Commit(long epoch) => inner.Commit(epoch);

    public void Dispose() => inner.Dispose();

    private sealed class Writer(RecordSchema<T> records, ISinkWriter<Row> inner) : ISinkWriter<T>
    {
        private readonly RowBatch _batch = RowBatch.Create(records.Schema, 0);
        private RecordBatch<Row> _rows = new(0);
        private Row[] _views = [];

        public void BeginEpoch(long epoch) => inner.BeginEpoch(epoch);

        public void Write(RecordBatch<T> batch, CancellationToken cancellationToken)
        {
            for (int i = 0; i < _batch.Columns.Length; i++)
            {
                records.Fills[i].Fill(batch, _batch.Columns[i]);
            }

            _batch.ShareRows(batch.Count, batch.Timestamps, batch.Rows, batch.Origin);
            if (_views.Length < batch.Count)
            {
                _rows = new RecordBatch<Row>(batch.Count);
                _views = [.. Enumerable.Range(0, batch.Count).Select(_ => Row.View(records.Schema))];
            }

            for (int i = 0; i < batch.Count; i++)
            {
                _views[i].Show(_batch, i);
                _rows.Values[i] = _views[i];
            }

            _rows.Count = batch.Count;
            inner.Write(_rows, cancellationToken);
        }

        public void EndEpoch(CancellationToken cancellationToken) => inner.EndEpoch(cancellationToken);

        public void Abort(Exception error) => inner.Abort(error);

        public void Dispose() => inner.Dispose();
    }
}
