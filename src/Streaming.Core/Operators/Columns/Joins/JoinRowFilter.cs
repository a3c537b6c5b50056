namespace Streaming;

/// <summary>Takes from rows those that are late, and those that cannot have a partner by what they are alone. One thread owns it; a row set that it returns is valid until its next call.</summary>
internal sealed class JoinRowFilter(int eventTimeColumn, Kernel? condition)
{
    private int[] _kept = [];
    private int[] _passed = [];
    private int[] _failed = [];

    /// <summary>Rows whose condition was not true, of the last <see cref="Ask"/>.</summary>
    public RowSet Failed { get; private set; }

    /// <summary>The rows that are not late.</summary>
    /// <param name="batch">The columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="lateUpTo">Event times up to this one are late, in microseconds.</param>
    public RowSet NotLate(RowBatch batch, RowSet rows, long lateUpTo)
    {
        if (eventTimeColumn < 0)
        {
            return rows;
        }

        Grow(ref _kept, rows.Count);
        var times = EventTimes.Of(batch.Columns[eventTimeColumn], out var whole);
        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (whole.IsNull(row) || times.IsNull(row) || times.Values[row] > lateUpTo)
            {
                _kept[count++] = row;
            }
        }

        return count == rows.Count ? rows : RowSet.Of(_kept, count);
    }

    /// <summary>The rows for which the condition is true.</summary>
    public RowSet Ask(RowBatch batch, RowSet rows, EvaluationContext evaluation)
    {
        Failed = RowSet.All(0);
        if (condition is null || rows.Count == 0)
        {
            return rows;
        }

        Grow(ref _passed, rows.Count);
        Grow(ref _failed, rows.Count);
        var result = (FixedVector<bool>)condition.Evaluate(batch, rows, evaluation);
        int passed = 0;
        int failed = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (result.Values[row] && !result.IsNull(row))
            {
                _passed[passed++] = row;
            }
            else
            {
                _failed[failed++] = row;
            }
        }

        Failed = RowSet.Of(_failed, failed);
        return failed == 0 ? rows : RowSet.Of(_passed, passed);
    }

    private static void Grow(ref int[] rows, int count)
    {
        if (rows.Length < count)
        {
            rows = new int[Math.Max(count, RowBatch.DefaultCapacity)];
        }
    }
}
