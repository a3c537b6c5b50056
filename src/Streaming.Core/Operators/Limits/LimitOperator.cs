namespace Streaming;

/// <summary>Passes on the first rows of a DataFrame. Rows of all workers come to one.</summary>
internal sealed class LimitOperator(StageContext context, int number, LimitState state, ColumnLink next) : ColumnLink(next.Required), IOperator
{
    public override void Process(RowBatch batch, RowSet rows)
    {
        int taken = state.Take(rows.Count);
        if (taken > 0)
        {
            context.Current = number;
            next.Process(batch, taken == rows.Count ? rows : rows.First(taken));
        }
    }

    public void OnEpochEnd(long epoch) => state.EndEpoch();
}
