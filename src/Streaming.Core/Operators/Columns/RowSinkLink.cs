namespace Streaming;

/// <summary>Shows a sink the rows of the batches; the row objects are made once.</summary>
internal sealed class RowSinkLink : ColumnLink
{
    private readonly Operator<RecordBatch<Row>> _sink;
    private readonly RecordBatch<Row> _records;
    private readonly Row[] _views;

    public RowSinkLink(StructType schema, int capacity, Operator<RecordBatch<Row>> sink)
        : base(AllOf(schema.Fields.Count))
    {
        _sink = sink;
        _records = new RecordBatch<Row>(capacity);
        _views = [.. Enumerable.Range(0, capacity).Select(_ => Row.View(schema))];
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _records.Origin = batch.Origin;
        int next = 0;
        while (next < rows.Count)
        {
            int count = Math.Min(rows.Count - next, _views.Length);
            for (int i = 0; i < count; i++)
            {
                int row = rows[next + i];
                _views[i].Show(batch, row);
                _records.Values[i] = _views[i];
                _records.Timestamps[i] = batch.Timestamps[row];
                _records.Rows[i] = batch.Rows[row];
            }

            _records.Count = count;
            try
            {
                _sink.Process(_records);
            }
            finally
            {
                for (int i = 0; i < count; i++)
                {
                    _views[i].Show(null, -1);
                }
            }

            next += count;
        }
    }
}
