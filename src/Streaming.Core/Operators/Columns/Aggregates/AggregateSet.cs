using System.Buffers;

namespace Streaming;

/// <summary>The accumulators of all aggregates of a node, for the groups of one worker.</summary>
internal sealed class AggregateSet
{
    private readonly Accumulator[] _accumulators;
    private readonly Stack<int> _free = [];
    private int[] _groups = [];

    public AggregateSet(IReadOnlyList<BoundAggregate> aggregates) => _accumulators = [.. aggregates.Select(aggregate => aggregate.CreateAccumulator())];

    public int Count { get; private set; }

    /// <summary>The group of each row of the batch at hand.</summary>
    public ReadOnlySpan<int> Groups => _groups;

    public IReadOnlyList<Accumulator> Accumulators => _accumulators;

    public int Add()
    {
        if (_free.TryPop(out int free))
        {
            return free;
        }

        Count++;
        foreach (var accumulator in _accumulators)
        {
            accumulator.Grow(Count);
        }

        return Count - 1;
    }

    /// <summary>Forgets a group; its number goes to one that comes later.</summary>
    public void Remove(int group)
    {
        foreach (var accumulator in _accumulators)
        {
            accumulator.Reset(group);
        }

        _free.Push(group);
    }

    /// <summary>Forgets all groups, and keeps the memory.</summary>
    public void Clear()
    {
        Count = 0;
        _free.Clear();
        foreach (var accumulator in _accumulators)
        {
            accumulator.Clear();
        }
    }

    public void BeginBatch(int rows)
    {
        if (_groups.Length < rows)
        {
            _groups = new int[Math.Max(rows, RecordBatch<Row>.DefaultCapacity)];
        }
    }

    public void SetGroup(int row, int group) => _groups[row] = group;

    public void Merge(int group, AggregateSet other, int otherGroup)
    {
        for (int i = 0; i < _accumulators.Length; i++)
        {
            _accumulators[i].Merge(group, other._accumulators[i], otherGroup);
        }
    }

    public void Write(int group, ArrayBufferWriter<byte> output)
    {
        foreach (var accumulator in _accumulators)
        {
            accumulator.Write(group, output);
        }
    }

    public int Read(ReadOnlySpan<byte> data)
    {
        int group = Add();
        foreach (var accumulator in _accumulators)
        {
            accumulator.Read(group, ref data);
        }

        return group;
    }
}
