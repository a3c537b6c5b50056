namespace Streaming;

/// <summary>Passes on the rows of a DataFrame that are the first with their key; nothing is copied.</summary>
internal sealed class RowDeduplicateOperator : KeyedRowOperator
{
    private readonly DeduplicateState _state;
    private readonly int _timeColumn;
    private readonly ColumnLink _next;
    private readonly int[] _first;

    /// <param name="state">The keys.</param>
    /// <param name="timeColumn">The event-time column, -1 where there is none.</param>
    /// <param name="capacity">Rows in a full batch.</param>
    /// <param name="next">What follows.</param>
    public RowDeduplicateOperator(DeduplicateState state, int timeColumn, int capacity, ColumnLink next)
        : base(With(next.Required, timeColumn))
    {
        _state = state;
        _timeColumn = timeColumn;
        _next = next;
        _first = new int[capacity];
    }

    public override void Process(KeyedRows rows)
    {
        ColumnVector? whole = null;
        var times = _timeColumn < 0 ? null : EventTimes.Of(rows.Batch.Columns[_timeColumn], out whole);
        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows.Row(i);
            long time = times is null || times.IsNull(row) || whole!.IsNull(row) ? RecordBatch<Row>.NoTimestamp : times.Values[row];
            if (_state.IsFirst(rows.Key(i), rows.IsNull(i), rows.Partition(i), time))
            {
                _first[count++] = row;
            }
        }

        if (count > 0)
        {
            _next.Process(rows.Batch, RowSet.Of(_first, count));
        }
    }

    public override void OnEpochEnd(long epoch) => _state.EndEpoch();

    private static bool[] With(bool[] required, int column)
    {
        bool[] all = [.. required];
        if (column >= 0)
        {
            all[column] = true;
        }

        return all;
    }
}
