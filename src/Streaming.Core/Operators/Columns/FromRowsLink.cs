namespace Streaming;

/// <summary>Makes typed records and pushes them into a typed stage.</summary>
internal sealed class FromRowsLink<T>(StageContext context, int number, RecordMaker<T> maker, Link<T> next, IReadOnlyList<IFlushable> ends) : ColumnLink(maker.Used)
{
    public override void Process(RowBatch batch, RowSet rows)
    {
        context.Origin = batch.Origin;
        var columns = batch.Columns;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            context.Current = number;
            context.Timestamp = batch.Timestamps[row];
            context.Row = batch.Rows[row];
            next.Push(maker.Make(columns, row));
        }

        foreach (var end in ends)
        {
            end.Flush();
        }
    }
}
