using System.Buffers;

namespace Streaming;

/// <summary>The set of groups that is filled now. A sender's set goes with what it sends, so that no other thread reads what is still written.</summary>
internal sealed class AggregateHolder(IReadOnlyList<BoundAggregate> aggregates) : ISerde<GroupSlot>
{
    private readonly Stack<AggregateSet> _free = [];
    private List<AggregateSet> _sent = [];
    private List<AggregateSet> _sentEarlier = [];

    public AggregateSet Set { get; private set; } = new(aggregates);

    /// <summary>Goes on with an empty set; the one before is on its way.</summary>
    public void Renew()
    {
        _sent.Add(Set);
        Set = _free.TryPop(out var free) ? free : new AggregateSet(aggregates);
    }

    /// <summary>Takes back what was sent in the epoch before: an epoch ends only when all workers have taken in what came.</summary>
    public void EndEpoch()
    {
        foreach (var set in _sentEarlier)
        {
            set.Clear();
            _free.Push(set);
        }

        _sentEarlier.Clear();
        (_sent, _sentEarlier) = (_sentEarlier, _sent);
    }

    public void Write(GroupSlot value, ArrayBufferWriter<byte> output) => value.Set.Write(value.Index, output);

    public GroupSlot Read(ReadOnlySpan<byte> data) => new(Set, Set.Read(data));
}
