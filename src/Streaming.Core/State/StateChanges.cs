using System.Buffers.Binary;

namespace Streaming;

/// <summary>The state that one worker changed in an epoch: keys with their new values or removals, in one growing buffer.</summary>
/// <remarks>Each key at most once. Reused for every epoch.</remarks>
public sealed class StateChanges
{
    private const int SmallRun = 16;
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;
    private Entry[] _entries = new Entry[1024];
    private ulong[] _prefixes = [];

    /// <summary>Number of changes.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of keys and values.</summary>
    public long ByteCount => _length;

    /// <summary>Adds a new value.</summary>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Add(key, value, isDelete: false);

    /// <summary>Adds a removal.</summary>
    public void Delete(ReadOnlySpan<byte> key) => Add(key, default, isDelete: true);

    /// <summary>Key of a change.</summary>
    public ReadOnlySpan<byte> Key(int index) => _bytes.AsSpan(_entries[index].Start, _entries[index].KeyLength);

    /// <summary>Value of a change; empty for a removal.</summary>
    public ReadOnlySpan<byte> Value(int index) => _bytes.AsSpan(_entries[index].Start + _entries[index].KeyLength, _entries[index].ValueLength);

    /// <summary>True for a removal.</summary>
    public bool IsDelete(int index) => _entries[index].IsDelete;

    /// <summary>Sorts the changes by the bytes of their keys. Allocates nothing once its buffers have grown.</summary>
    public void Sort()
    {
        if (Count < 2 || IsSorted())
        {
            return;
        }

        if (_prefixes.Length < Count)
        {
            _prefixes = new ulong[_entries.Length];
        }

        Sort(0, Count, CommonPrefix());
    }

    /// <summary>Empties the buffer for the next epoch.</summary>
    public void Clear()
    {
        _length = 0;
        Count = 0;
    }

    private void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool isDelete)
    {
        int needed = checked(_length + key.Length + value.Length);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)_bytes.Length * 2, needed)));
        }

        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        key.CopyTo(_bytes.AsSpan(_length));
        value.CopyTo(_bytes.AsSpan(_length + key.Length));
        _entries[Count++] = new Entry(_length, key.Length, value.Length, isDelete);
        _length = needed;
    }

    private bool IsSorted()
    {
        for (int i = 1; i < Count; i++)
        {
            if (Key(i - 1).SequenceCompareTo(Key(i)) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private int CommonPrefix()
    {
        var first = Key(0);
        int common = first.Length;
        for (int i = 1; i < Count && common > 0; i++)
        {
            common = first[..common].CommonPrefixLength(Key(i));
        }

        return common;
    }

    // Eight bytes at a time as a number, which sorts without calling back; only keys that agree in them are looked at again.
    private void Sort(int start, int end, int skip)
    {
        for (int i = start; i < end; i++)
        {
            _prefixes[i] = Prefix(Key(i), skip);
        }

        _prefixes.AsSpan(start, end - start).Sort(_entries.AsSpan(start, end - start));
        for (int run = start; run < end;)
        {
            ulong prefix = _prefixes[run];
            int next = run + 1;
            while (next < end && _prefixes[next] == prefix)
            {
                next++;
            }

            if (next - run > SmallRun)
            {
                SortRun(run, next, skip + sizeof(ulong));
            }
            else if (next - run > 1)
            {
                InsertionSort(run, next);
            }

            run = next;
        }
    }

    // Keys that end within the eight bytes, padded with zeros, look like those that go on with zeros.
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

        if (end - longer > 1)
        {
            Sort(longer, end, skip);
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

    private static ulong Prefix(ReadOnlySpan<byte> key, int skip)
    {
        if (key.Length - skip >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(key[skip..]);
        }

        ulong prefix = 0;
        for (int i = 0; i < sizeof(ulong); i++)
        {
            prefix = (prefix << 8) | (skip + i < key.Length ? key[skip + i] : 0u);
        }

        return prefix;
    }

    private readonly record struct Entry(int Start, int KeyLength, int ValueLength, bool IsDelete);
}
