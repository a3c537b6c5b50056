namespace Streaming;

/// <summary>Makes a column the event time of the rows, and keeps the extremes of the epoch.</summary>
internal sealed class RowWatermarkLink : ColumnLink
{
    private readonly int _column;
    private readonly EventTimeGauge _gauge;
    private readonly ColumnLink _next;
    private readonly RowBatch _output;
    private long[] _timestamps = [];

    public RowWatermarkLink(StructType schema, int column, EventTimeGauge gauge, ColumnLink next)
        : base(With(next.Required, column))
    {
        _column = column;
        _gauge = gauge;
        _next = next;
        _output = RowBatch.Create(schema, 0);
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        if (_timestamps.Length < batch.Count)
        {
            _timestamps = new long[Math.Max(batch.Count, RecordBatch<Row>.DefaultCapacity)];
        }

        var vector = EventTimes.Of(batch.Columns[_column], out var whole);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (whole.IsNull(row) || vector.IsNull(row))
            {
                _timestamps[row] = RecordBatch<Row>.NoTimestamp;
                _gauge.AddNone();
            }
            else
            {
                _timestamps[row] = vector.Values[row];
                _gauge.Add(vector.Values[row]);
            }
        }

        batch.Columns.CopyTo(_output.Columns, 0);
        _output.ShareRows(batch.Count, _timestamps, batch.Rows, batch.Origin);
        _next.Process(_output, rows);
    }

    private static bool[] With(bool[] required, int column)
    {
        bool[] all = [.. required];
        all[column] = true;
        return all;
    }
}
