using System.Buffers.Binary;

namespace Streaming;

/// <summary>Sorts keys of bytes.</summary>
/// <remarks>
/// Keys of one store have most bytes in common (operator, partition, words like "customer-"), so a number is made of the first eight bytes in which
/// the keys differ at all, and the numbers are sorted; only keys that agree in them are looked at again, further on.
/// </remarks>
internal sealed class StateChangesSorter
{
    private const int Window = 32;
    private const int MaxWindows = 8;
    private const int SmallRun = 16;
    private const int RadixFrom = 256;
    private const int RadixTo = 1 << 20;

    private readonly int[] _histogram = new int[256];
    private byte[] _bytes = [];
    private StateChanges.Entry[] _entries = [];
    private ulong[] _prefixes = [];
    private Item[] _items = [];
    private Item[] _spare = [];
    private StateChanges.Entry[] _moved = [];

    public void Sort(byte[] bytes, StateChanges.Entry[] entries, int count)
    {
        _bytes = bytes;
        _entries = entries;
        if (count is >= RadixFrom and <= RadixTo)
        {
            if (_items.Length < count)
            {
                _items = new Item[entries.Length];
                _spare = new Item[entries.Length];
                _moved = new StateChanges.Entry[entries.Length];
            }
        }

        if (_prefixes.Length < count)
        {
            _prefixes = new ulong[entries.Length];
        }

        Sort(0, count, 0);
        _bytes = [];
        _entries = [];
    }

    private void Sort(int start, int end, int skip)
    {
        Span<int> places = stackalloc int[sizeof(ulong)];
        int used = 0;
        int next = skip;
        for (int window = 0; window < MaxWindows && used < places.Length; window++)
        {
            used += DifferingPlaces(start, end, next, places[used..], out bool ended);
            next = used == places.Length ? places[^1] + 1 : next + Window;
            if (ended)
            {
                break;
            }
        }

        if (used == 0)
        {
            SortRun(start, end, next);
            return;
        }

        places = places[..used];
        for (int i = start; i < end; i++)
        {
            _prefixes[i] = Prefix(Key(i), places);
        }

        if (end - start >= RadixFrom && end - start <= _items.Length)
        {
            RadixSort(start, end, used);
        }
        else
        {
            _prefixes.AsSpan(start, end - start).Sort(_entries.AsSpan(start, end - start));
        }

        for (int run = start; run < end;)
        {
            ulong prefix = _prefixes[run];
            int after = run + 1;
            while (after < end && _prefixes[after] == prefix)
            {
                after++;
            }

            if (after - run > SmallRun)
            {
                SortRun(run, after, next);
            }
            else if (after - run > 1)
            {
                InsertionSort(run, after);
            }

            run = after;
        }
    }

    // Keys that end before this place, padded with zeros, look like those that go on with zeros.
    private void SortRun(int start, int end, int skip)
    {
        int longer = start;
        for (int i = start; i < end; i++)
        {
            if (_entries[i].KeyLength <= skip)
            {
                (_entries[i], _entries[longer]) = (_entries[longer], _entries[i]);
                longer++;
            }
        }

        if (longer - start > 1)
        {
            // They differ in nothing but their length.
            _entries.AsSpan(start, longer - start).Sort(static (left, right) => left.KeyLength.CompareTo(right.KeyLength));
        }

        if (end - longer > SmallRun)
        {
            Sort(longer, end, skip);
        }
        else
        {
            InsertionSort(longer, end);
        }
    }

    private void InsertionSort(int start, int end)
    {
        for (int i = start + 1; i < end; i++)
        {
            var entry = _entries[i];
            var key = _bytes.AsSpan(entry.Start, entry.KeyLength);
            int place = i;
            while (place > start && Key(place - 1).SequenceCompareTo(key) > 0)
            {
                _entries[place] = _entries[place - 1];
                place--;
            }

            _entries[place] = entry;
        }
    }

    // Byte by byte from the last place to the first; each pass keeps the order of the one before.
    private void RadixSort(int start, int end, int used)
    {
        int count = end - start;
        var from = _items;
        var to = _spare;
        for (int i = 0; i < count; i++)
        {
            from[i] = new Item(_prefixes[start + i], start + i);
        }

        for (int digit = 0; digit < used; digit++)
        {
            int shift = 8 * digit;
            var histogram = _histogram.AsSpan();
            histogram.Clear();
            foreach (ref readonly var item in from.AsSpan(0, count))
            {
                histogram[(byte)(item.Prefix >> shift)]++;
            }

            int sum = 0;
            foreach (ref int bucket in histogram)
            {
                (bucket, sum) = (sum, sum + bucket);
            }

            foreach (ref readonly var item in from.AsSpan(0, count))
            {
                to[histogram[(byte)(item.Prefix >> shift)]++] = item;
            }

            (from, to) = (to, from);
        }

        for (int i = 0; i < count; i++)
        {
            _prefixes[start + i] = from[i].Prefix;
            _moved[i] = _entries[from[i].Index];
        }

        _moved.AsSpan(0, count).CopyTo(_entries.AsSpan(start));
    }

    private int DifferingPlaces(int start, int end, int skip, Span<int> places, out bool ended)
    {
        int longest = _entries[start].KeyLength;
        Span<ulong> first = stackalloc ulong[Window / sizeof(ulong)];
        Span<ulong> different = stackalloc ulong[first.Length];
        different.Clear();
        for (int word = 0; word < first.Length; word++)
        {
            first[word] = Word(Key(start), skip + (word * sizeof(ulong)));
        }

        for (int i = start + 1; i < end; i++)
        {
            var key = Key(i);
            longest = Math.Max(longest, key.Length);
            for (int word = 0; word < first.Length; word++)
            {
                different[word] |= first[word] ^ Word(key, skip + (word * sizeof(ulong)));
            }
        }

        ended = longest <= skip + Window;
        int used = 0;
        for (int place = 0; place < Window && used < places.Length; place++)
        {
            if ((byte)(different[place / 8] >> (56 - (8 * (place % 8)))) != 0)
            {
                places[used++] = skip + place;
            }
        }

        return used;
    }

    private static ulong Prefix(ReadOnlySpan<byte> key, ReadOnlySpan<int> places)
    {
        ulong prefix = 0;
        foreach (int place in places)
        {
            prefix = (prefix << 8) | ((uint)place < (uint)key.Length ? key[place] : 0u);
        }

        return prefix;
    }

    private static ulong Word(ReadOnlySpan<byte> key, int start)
    {
        int rest = key.Length - start;
        if (rest >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(key[start..]);
        }

        if (rest <= 0)
        {
            return 0;
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        key[start..].CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private ReadOnlySpan<byte> Key(int index) => _bytes.AsSpan(_entries[index].Start, _entries[index].KeyLength);

    private readonly record struct Item(ulong Prefix, int Index);
}
