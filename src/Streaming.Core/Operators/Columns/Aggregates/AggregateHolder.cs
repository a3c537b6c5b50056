using System.Buffers;

namespace Streaming;

/// <summary>The set of groups that is filled now. A sender's set goes with what it sends, so that no other thread reads what is still written.</summary>
internal sealed class AggregateHolder(IReadOnlyList<BoundAggregate> aggregates) : ISerde<GroupSlot>
{
    public AggregateSet Set { get; private set; } = new(aggregates);

    public void Renew() => Set = new AggregateSet(aggregates);

    public void Write(GroupSlot value, ArrayBufferWriter<byte> output) => value.Set.Write(value.Index, output);

    public GroupSlot Read(ReadOnlySpan<byte> data) => new(Set, Set.Read(data));
}
