using System.Buffers;

namespace Streaming;

/// <summary>Lets the keyed state number the groups; the rows themselves are added column by column once their groups are known.</summary>
internal readonly struct ColumnAggregator(AggregateHolder holder) : IAggregator<int, GroupSlot, int>
{
    public bool CanMerge => true;

    public ISerde<GroupSlot> BufferSerde => holder;

    public GroupSlot Zero() => new(holder.Set, holder.Set.Add());

    public void Reduce(ref GroupSlot buffer, int row) => buffer.Set.SetGroup(row, buffer.Index);

    public void Merge(ref GroupSlot buffer, in GroupSlot other) => buffer.Set.Merge(buffer.Index, other.Set, other.Index);

    public int Finish(in GroupSlot buffer) => buffer.Index;
}
