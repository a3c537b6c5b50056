namespace Streaming;

/// <summary>Keeps the rows for which a condition is true.</summary>
internal sealed class ColumnFilterLink(StageContext context, int number, EvaluationContext evaluation, BoundExpression condition, ColumnLink next)
    : ColumnLink(Union(next.Required.Length, [next.Required, ColumnUse.Of(condition, next.Required.Length)]))
{
    private readonly Kernel _kernel = condition.Compile();
    private int[] _kept = [];

    public override void Process(RowBatch batch, RowSet rows)
    {
        context.Current = number;
        var result = (FixedVector<bool>)_kernel.Evaluate(batch, rows, evaluation);
        if (_kept.Length < rows.Count)
        {
            _kept = new int[Math.Max(rows.Count, RecordBatch<Row>.DefaultCapacity)];
        }

        var values = result.Values;
        var kept = _kept;
        int count = 0;
        bool nulls = result.Nulls.Any;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            kept[count] = row;
            count += values[row] && !(nulls && result.Nulls[row]) ? 1 : 0;
        }

        if (count > 0)
        {
            next.Process(batch, count == rows.Count ? rows : RowSet.Of(kept, count));
        }
    }
}
