namespace Streaming;

/// <summary>The rows of an epoch as sessions by key, before they are merged with those in state. One thread owns it.</summary>
/// <remarks>
/// A row joins one of the newest parts of its key where it overlaps or touches it, else it begins a part of its own; what overlaps in the end is merged when the epoch ends.
/// Where results depend on the order of rows, only rows of the same session share a part, so that merging by time puts all rows in the order of their times.
/// </remarks>
internal sealed class SessionParts<TIn, TBuffer, TOut, TAggregator>(TAggregator aggregator, bool keepsOrder)
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    // How many parts of a key a row looks at.
    private const int Newest = 4;

    private readonly KeyTable<Key> _keys = new(256);
    private TAggregator _aggregator = aggregator;
    private Part[] _parts = new Part[256];
    private int[] _order = new int[16];

    /// <summary>Number of parts.</summary>
    public int Count { get; private set; }

    /// <summary>Number of keys.</summary>
    public int Keys => _keys.Count;

    /// <summary>The value that a row is added to.</summary>
    public ref TBuffer Touch(ReadOnlySpan<byte> key, bool isNull, int partition, long start, long end)
    {
        int index = _keys.GetOrAdd(key, isNull, out bool added);
        ref var entry = ref _keys.At(index).Value;
        if (added)
        {
            entry = new Key(partition, -1);
        }

        int looked = 0;
        for (int i = entry.Newest; i >= 0 && looked < Newest; i = _parts[i].Before, looked++)
        {
            ref var part = ref _parts[i];
            if (keepsOrder ? part.Start == start && part.End == end && looked == 0 : start <= part.End && end >= part.Start)
            {
                part.Start = Math.Min(part.Start, start);
                part.End = Math.Max(part.End, end);
                return ref part.Value;
            }
        }

        if (Count == _parts.Length)
        {
            Array.Resize(ref _parts, Count * 2);
        }

        _parts[Count] = new Part { Start = start, End = end, Before = entry.Newest, Value = _aggregator.Zero() };
        entry.Newest = Count;
        return ref _parts[Count++].Value;
    }

    /// <summary>Adds a part that another worker made.</summary>
    public void Add(ReadOnlySpan<byte> key, bool isNull, int partition, in SessionPart<TBuffer> part)
    {
        ref var value = ref Touch(key, isNull, partition, part.Start, part.End);
        _aggregator.Merge(ref value, part.Value);
    }

    /// <summary>The bytes of a key and its partition.</summary>
    public ReadOnlySpan<byte> KeyOf(int key, Span<byte> scratch, out bool isNull, out int partition)
    {
        partition = _keys.At(key).Value.Partition;
        return _keys.KeyOf(key, scratch, out isNull);
    }

    /// <summary>The numbers of a key's parts by time, those of one time as they came; valid until the next call.</summary>
    public ReadOnlySpan<int> PartsOf(int key)
    {
        int count = 0;
        for (int i = _keys.At(key).Value.Newest; i >= 0; i = _parts[i].Before)
        {
            if (count == _order.Length)
            {
                Array.Resize(ref _order, count * 2);
            }

            _order[count++] = i;
        }

        var order = _order.AsSpan(0, count);
        if (count > 1)
        {
            order.Sort((left, right) => _parts[left].Start.CompareTo(_parts[right].Start) is not 0 and var byTime ? byTime : left.CompareTo(right));
        }

        return order;
    }

    public ref Part this[int part] => ref _parts[part];

    public void Clear()
    {
        if (System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<TBuffer>())
        {
            Array.Clear(_parts, 0, Count);
        }

        _keys.Clear();
        Count = 0;
    }

    internal struct Part
    {
        public long Start;
        public long End;
        public int Before;
        public TBuffer Value;
    }

    private struct Key(int partition, int newest)
    {
        public readonly int Partition = partition;
        public int Newest = newest;
    }
}
