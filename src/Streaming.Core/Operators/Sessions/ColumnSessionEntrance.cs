namespace Streaming;

/// <summary>Gives each row of a column batch its session; rows that come too late are counted and their values go nowhere.</summary>
/// <remarks>The session is the last of the batch's keys.</remarks>
internal sealed class ColumnSessionEntrance(
    ColumnAggregator aggregator, AggregateHolder holder, LateSessions late, SessionParts<int, GroupSlot, int, ColumnAggregator> parts, SessionSender<int, GroupSlot, int, ColumnAggregator>? sender) : IOperator
{
    private GroupSlot? _waste;

    /// <summary>Sets the group of each row.</summary>
    public void Group(RowKeyedBatch batch)
    {
        var window = (StructVector)batch.Keys[^1];
        var starts = ((FixedVector<long>)window.Fields[0]).Values;
        var ends = ((FixedVector<long>)window.Fields[1]).Values;
        for (int i = 0; i < batch.Count; i++)
        {
            int row = batch.Value(i);
            var key = batch.Key(i, out bool isNull);
            if (late.IsLate(ends[row]))
            {
                late.Count(key, isNull, starts[row], ends[row]);
                var waste = _waste ??= aggregator.Zero();
                aggregator.Reduce(ref waste, row);
            }
            else
            {
                aggregator.Reduce(ref parts.Touch(key, isNull, -1, starts[row], ends[row]), row);
            }
        }
    }

    public void BatchDone()
    {
        if (_waste is { } waste)
        {
            waste.Set.Remove(waste.Index);
            _waste = null;
        }

        sender?.FlushIfLarge();
    }

    public void OnEpochEnd(long epoch)
    {
        late.EndEpoch();
        if (sender is not null)
        {
            sender.EndEpoch();
            holder.EndEpoch();
        }
    }
}
