using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Streaming;

/// <summary>Keys in the order of their bytes, in chunks of bounded size: look-ups by two binary searches, insertions move at most a chunk.</summary>
/// <remarks>The searches compare the first bytes of keys, which lie side by side, and look at a key itself only where those are equal.</remarks>
internal sealed class SortedEntries
{
    private const int ChunkSize = 128;
    private const int StartLength = 16;

    private readonly List<Chunk> _chunks = [];
    private readonly List<UInt128> _firsts = []; // of the chunks' first keys
    private long _bytes;

    /// <summary>Changes with every insertion and removal, after which positions are no longer valid.</summary>
    public long Version { get; private set; }

    public long MemoryBytes => _bytes;

    public bool TryFind(ReadOnlySpan<byte> key, out Entry entry)
    {
        var position = Find(key, out bool isFound);
        entry = isFound ? _chunks[position.Chunk].Entries[position.Index] : null!;
        return isFound;
    }

    /// <summary>Sets a value; null is a trace of a deletion.</summary>
    public Entry Set(ReadOnlySpan<byte> key, byte[]? value, bool isDirty, out bool isNewlyDirty)
    {
        var position = Find(key, out bool isFound);
        if (isFound)
        {
            var known = _chunks[position.Chunk].Entries[position.Index];
            _bytes += (value?.Length ?? 0) - (known.Value?.Length ?? 0);
            known.Value = value;
            isNewlyDirty = isDirty && !known.IsDirty;
            known.IsDirty |= isDirty;
            return known;
        }

        var entry = new Entry(key.ToArray()) { Value = value, IsDirty = isDirty };
        Insert(position, entry);
        _bytes += SizeOf(entry);
        isNewlyDirty = isDirty;
        return entry;
    }

    public void Remove(ReadOnlySpan<byte> key)
    {
        var position = Find(key, out bool isFound);
        if (!isFound)
        {
            return;
        }

        var chunk = _chunks[position.Chunk];
        _bytes -= SizeOf(chunk.Entries[position.Index]);
        chunk.Count--;
        Array.Copy(chunk.Entries, position.Index + 1, chunk.Entries, position.Index, chunk.Count - position.Index);
        Array.Copy(chunk.Starts, position.Index + 1, chunk.Starts, position.Index, chunk.Count - position.Index);
        chunk.Entries[chunk.Count] = null!;
        if (chunk.Count == 0)
        {
            _chunks.RemoveAt(position.Chunk);
            _firsts.RemoveAt(position.Chunk);
        }
        else
        {
            _firsts[position.Chunk] = chunk.Starts[0];
        }

        Version++;
    }

    public void Clear()
    {
        _chunks.Clear();
        _firsts.Clear();
        _bytes = 0;
        Version++;
    }

    public void Changed() => Version++;

    /// <summary>The first position at a key or after it.</summary>
    public Position Seek(ReadOnlySpan<byte> key, bool after)
    {
        var position = Find(key, out bool isFound);
        return isFound && after ? Next(position) : Normalize(position);
    }

    public Entry? At(Position position) => position.Chunk < _chunks.Count ? _chunks[position.Chunk].Entries[position.Index] : null;

    public Position Next(Position position) => Normalize(position with { Index = position.Index + 1 });

    private Position Normalize(Position position) =>
        position.Chunk < _chunks.Count && position.Index >= _chunks[position.Chunk].Count ? new Position(position.Chunk + 1, 0) : position;

    // Where the key is, or where it belongs.
    private Position Find(ReadOnlySpan<byte> key, out bool isFound)
    {
        isFound = false;
        var start = StartOf(key);
        var firsts = CollectionsMarshal.AsSpan(_firsts);
        int low = 0;
        int high = _chunks.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int order = Compare(start, key, firsts[middle], _chunks[middle].Entries, 0);
            if (order == 0)
            {
                isFound = true;
                return new Position(middle, 0);
            }

            if (order < 0)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        if (high < 0)
        {
            return new Position(0, 0);
        }

        var chunk = _chunks[high];
        int first = 1;
        int last = chunk.Count - 1;
        while (first <= last)
        {
            int middle = (first + last) >> 1;
            int order = Compare(start, key, chunk.Starts[middle], chunk.Entries, middle);
            if (order == 0)
            {
                isFound = true;
                return new Position(high, middle);
            }

            if (order < 0)
            {
                last = middle - 1;
            }
            else
            {
                first = middle + 1;
            }
        }

        return new Position(high, first);
    }

    private void Insert(Position position, Entry entry)
    {
        Version++;
        if (_chunks.Count == 0)
        {
            _chunks.Add(new Chunk());
            _firsts.Add(default);
        }

        var chunk = _chunks[position.Chunk];
        int index = position.Index;
        if (chunk.Count == ChunkSize)
        {
            // Keys that only grow fill their chunks.
            int kept = position.Chunk == _chunks.Count - 1 && index == ChunkSize ? ChunkSize : ChunkSize / 2;
            var right = new Chunk { Count = ChunkSize - kept };
            Array.Copy(chunk.Entries, kept, right.Entries, 0, right.Count);
            Array.Copy(chunk.Starts, kept, right.Starts, 0, right.Count);
            Array.Clear(chunk.Entries, kept, right.Count);
            chunk.Count = kept;
            _chunks.Insert(position.Chunk + 1, right);
            _firsts.Insert(position.Chunk + 1, right.Starts[0]);
            if (index > kept || kept == ChunkSize)
            {
                chunk = right;
                index -= kept;
                position = position with { Chunk = position.Chunk + 1 };
            }
        }

        Array.Copy(chunk.Entries, index, chunk.Entries, index + 1, chunk.Count - index);
        Array.Copy(chunk.Starts, index, chunk.Starts, index + 1, chunk.Count - index);
        chunk.Entries[index] = entry;
        chunk.Starts[index] = StartOf(entry.Key);
        chunk.Count++;
        _firsts[position.Chunk] = chunk.Starts[0];
    }

    private static int Compare(UInt128 start, ReadOnlySpan<byte> key, UInt128 otherStart, Entry[] entries, int index) =>
        start != otherStart ? (start < otherStart ? -1 : 1) : key.SequenceCompareTo(entries[index].Key);

    // The first bytes of a key as a number, zeros for those that it lacks.
    private static UInt128 StartOf(ReadOnlySpan<byte> key)
    {
        if (key.Length >= StartLength)
        {
            return BinaryPrimitives.ReadUInt128BigEndian(key);
        }

        Span<byte> padded = stackalloc byte[StartLength];
        key.CopyTo(padded);
        padded[key.Length..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(padded);
    }

    // An entry with its object and array headers, and its place.
    private static long SizeOf(Entry entry) => entry.Key.Length + (entry.Value?.Length ?? 0) + 96 + StartLength;

    internal readonly record struct Position(int Chunk, int Index);

    internal sealed class Entry(byte[] key)
    {
        public byte[] Key => key;

        /// <summary>The value; null where the key was deleted and the deletion has not been written.</summary>
        public byte[]? Value { get; set; }

        public bool IsDirty { get; set; }
    }

    private sealed class Chunk
    {
        public Entry[] Entries { get; } = new Entry[ChunkSize];

        public UInt128[] Starts { get; } = new UInt128[ChunkSize];

        public int Count { get; set; }
    }
}
