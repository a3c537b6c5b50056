using System.Buffers.Binary;

namespace Streaming;

/// <summary>Sorts the entries of a table by the bytes of their keys, the null key first. Its buffers are reused.</summary>
internal sealed class KeyOrder<TValue>
{
    private const int SmallRun = 12;

    private int[] _order = [];
    private ulong[] _prefixes = [];
    private KeyTable<TValue> _table = null!;

    /// <summary>Numbers of the entries, none of which has been removed; valid until the next call.</summary>
    public ReadOnlySpan<int> Sort(KeyTable<TValue> table)
    {
        _table = table;
        int count = table.Count;
        if (_order.Length < count)
        {
            _order = new int[Math.Max(count, 64)];
            _prefixes = new ulong[_order.Length];
        }

        Span<byte> scratch = stackalloc byte[16];
        int start = 0;
        for (int i = 0; i < count; i++)
        {
            table.KeyOf(i, scratch, out bool isNull);
            _order[i] = i;
            if (isNull)
            {
                (_order[0], _order[i]) = (i, _order[0]);
                start = 1;
            }
        }

        Sort(start, count, 0);
        return _order.AsSpan(0, count);
    }

    // By eight bytes at a time; runs that agree in them by the next eight.
    private void Sort(int start, int end, int depth)
    {
        Span<byte> scratch = stackalloc byte[16];
        for (int i = start; i < end; i++)
        {
            _prefixes[i] = Word(_table.KeyOf(_order[i], scratch, out _), depth);
        }

        _prefixes.AsSpan(start, end - start).Sort(_order.AsSpan(start, end - start));
        for (int run = start; run < end;)
        {
            int after = run + 1;
            bool areLonger = true;
            while (after < end && _prefixes[after] == _prefixes[run])
            {
                after++;
            }

            for (int i = run; after - run > 1 && i < after; i++)
            {
                areLonger &= _table.KeyOf(_order[i], scratch, out _).Length >= depth + sizeof(ulong);
            }

            if (after - run > SmallRun && areLonger)
            {
                Sort(run, after, depth + sizeof(ulong));
            }
            else if (after - run > 1)
            {
                // A key that has ended looks like one that goes on with zeros.
                _order.AsSpan(run, after - run).Sort(Compare);
            }

            run = after;
        }
    }

    private int Compare(int left, int right)
    {
        Span<byte> leftScratch = stackalloc byte[16];
        Span<byte> rightScratch = stackalloc byte[16];
        return _table.KeyOf(left, leftScratch, out _).SequenceCompareTo(_table.KeyOf(right, rightScratch, out _));
    }

    private static ulong Word(ReadOnlySpan<byte> key, int start)
    {
        int rest = key.Length - start;
        if (rest >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(key[start..]);
        }

        ulong word = 0;
        for (int i = 0; i < sizeof(ulong); i++)
        {
            word = (word << 8) | (i < rest ? key[start + i] : 0u);
        }

        return word;
    }
}
