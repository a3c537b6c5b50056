namespace Streaming;

/// <summary>A worker's own first rows of an epoch, so that it does not send more than the limit can take.</summary>
internal sealed class LocalLimitLink(long limit, RowSender sender) : ColumnLink(sender.Required), IOperator
{
    private long _count;

    public override void Process(RowBatch batch, RowSet rows)
    {
        int taken = (int)Math.Min(rows.Count, limit - _count);
        if (taken > 0)
        {
            _count += taken;
            sender.Process(batch, taken == rows.Count ? rows : rows.First(taken));
        }
    }

    public void OnEpochEnd(long epoch)
    {
        _count = 0;
        sender.OnEpochEnd(epoch);
    }
}
