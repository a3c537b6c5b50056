namespace Streaming;

/// <summary>Makes typed records and pushes them into a typed stage.</summary>
/// <param name="context">Knows the record at hand.</param>
/// <param name="number">Number of the operator in the context.</param>
/// <param name="maker">Makes the records.</param>
/// <param name="timeColumn">The column that is the event time of the rows; -1: the time that they come with.</param>
/// <param name="next">Takes the records.</param>
/// <param name="ends">Ends of the typed stage.</param>
internal sealed class FromRowsLink<T>(StageContext context, int number, RecordMaker<T> maker, int timeColumn, Link<T> next, IReadOnlyList<IFlushable> ends) : ColumnLink(With(maker.Used, timeColumn))
{
    public override void Process(RowBatch batch, RowSet rows)
    {
        context.Origin = batch.Origin;
        var columns = batch.Columns;
        ColumnVector? whole = null;
        var times = timeColumn < 0 ? null : EventTimes.Of(columns[timeColumn], out whole);
        int back = whole is StructVector ? 1 : 0; // a window has the time of its last microsecond
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            context.Current = number;
            context.Timestamp = times is null ? batch.Timestamps[row]
                : whole!.IsNull(row) || times.IsNull(row) ? RecordBatch<T>.NoTimestamp
                : times.Values[row] - back;
            context.Row = batch.Rows[row];
            next.Push(maker.Make(columns, row));
        }

        foreach (var end in ends)
        {
            end.Flush();
        }
    }

    private static bool[] With(bool[] used, int column)
    {
        bool[] all = [.. used];
        if (column >= 0)
        {
            all[column] = true;
        }

        return all;
    }
}
