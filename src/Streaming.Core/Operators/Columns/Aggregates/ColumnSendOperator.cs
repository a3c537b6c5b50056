namespace Streaming;

/// <summary>Ends the epoch of a worker's groups on their way to the workers that own them.</summary>
internal sealed class ColumnSendOperator(CombineOperator<int, GroupSlot, int, ColumnAggregator> combine, AggregateHolder holder) : IOperator
{
    public void OnEpochEnd(long epoch)
    {
        combine.EndEpoch();
        holder.EndEpoch();
    }
}
