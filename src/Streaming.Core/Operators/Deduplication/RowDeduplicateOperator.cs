namespace Streaming;

/// <summary>Passes on the rows of a DataFrame that are the first with their key; nothing is copied.</summary>
internal sealed class RowDeduplicateOperator : ColumnLink, IOperator
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly DeduplicateState _state;
    private readonly RowKeyReader _keys;
    private readonly int _timeColumn;
    private readonly ColumnLink _next;
    private int[] _first = [];

    /// <param name="context">The worker's context.</param>
    /// <param name="number">Number of the operator in the context.</param>
    /// <param name="evaluation">The worker's context of expressions.</param>
    /// <param name="state">The keys.</param>
    /// <param name="keys">Encodes the keys.</param>
    /// <param name="keyColumns">The columns of the keys.</param>
    /// <param name="timeColumn">The event-time column, -1 where there is none.</param>
    /// <param name="next">What follows.</param>
    public RowDeduplicateOperator(
        StageContext context, int number, EvaluationContext evaluation, DeduplicateState state, RowKeyReader keys, IReadOnlyList<int> keyColumns, int timeColumn, ColumnLink next)
        : base(With(next.Required, timeColumn < 0 ? keyColumns : keyColumns.Append(timeColumn)))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _state = state;
        _keys = keys;
        _timeColumn = timeColumn;
        _next = next;
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        _keys.Begin(batch, rows, _evaluation);
        if (_first.Length < rows.Count)
        {
            _first = new int[Math.Max(rows.Count, RowBatch.DefaultCapacity)];
        }

        ColumnVector? whole = null;
        var times = _timeColumn < 0 ? null : EventTimes.Of(batch.Columns[_timeColumn], out whole);
        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            long time = times is null || times.IsNull(row) || whole!.IsNull(row) ? RecordBatch<Row>.NoTimestamp : times.Values[row];
            var key = _keys.Encode(row, out bool isNull);
            if (_state.IsFirst(key, isNull, -1, time))
            {
                _first[count++] = row;
            }
        }

        if (count > 0)
        {
            _next.Process(batch, count == rows.Count ? rows : RowSet.Of(_first, count));
        }
    }

    public void OnEpochEnd(long epoch) => _state.EndEpoch();

    private static bool[] With(bool[] required, IEnumerable<int> columns)
    {
        bool[] all = [.. required];
        foreach (int column in columns)
        {
            all[column] = true;
        }

        return all;
    }
}
