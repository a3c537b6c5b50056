namespace Streaming;

/// <summary>Turns batches of records into batches of columns, of which only those that the plan uses are filled.</summary>
internal sealed class ToRowsOperator<T> : Operator<RecordBatch<T>>
{
    private readonly StageContext _context;
    private readonly ColumnFill<T>[] _fills;
    private readonly RowBatch _batch;
    private readonly ColumnLink _next;

    public ToRowsOperator(StageContext context, RecordSchema<T> records, ColumnLink next)
    {
        _context = context;
        _fills = [.. records.Fills];
        _batch = RowBatch.Create(records.Schema, 0);
        _next = next;
    }

    public override void Process(RecordBatch<T> batch)
    {
        _context.Origin = batch.Origin;
        _context.Row = -1;
        try
        {
            var columns = _batch.Columns;
            for (int i = 0; i < columns.Length; i++)
            {
                if (_next.Required[i])
                {
                    _fills[i].Fill(batch, columns[i]);
                }
            }

            _batch.ShareRows(batch.Count, batch.Timestamps, batch.Rows, batch.Origin);
            _next.Process(_batch, RowSet.All(batch.Count));
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested))
        {
            throw _context.Failure(error);
        }
    }
}
