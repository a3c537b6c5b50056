using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Streaming;

/// <summary>A hash table from encoded keys to values, the operators' write-back table. One thread owns it.</summary>
/// <remarks>
/// Entries are dense and keep their number, in the order in which the keys came. Keys of up to 16 bytes lie inside the entry, so that a
/// look-up touches a bucket and an entry and nothing else; longer ones lie in a common buffer and are told apart by 64 bits of hash first.
/// </remarks>
internal sealed class KeyTable<TValue>
{
    private const int InlineLength = 16;
    private const int KeptCapacity = 1024;
    private const int NullLength = -1;
    private const int FreeLength = -2;

    private int[] _buckets;
    private Entry[] _entries;
    private byte[] _longKeys = [];
    private int _longKeyBytes;
    private int _longKeyGarbage;
    private int _mask;
    private int _firstFree = -1;

    public KeyTable(int capacity = 256)
    {
        capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 16));
        _entries = new Entry[capacity];
        _buckets = new int[capacity * 2];
        _mask = _buckets.Length - 1;
    }

    /// <summary>Numbers in use, those of removed entries too (see <see cref="IsFree"/>).</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that the table takes, without what its values refer to.</summary>
    public long MemoryBytes => ((long)_entries.Length * Unsafe.SizeOf<Entry>()) + ((long)_buckets.Length * sizeof(int)) + _longKeys.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Entry At(int index) => ref _entries[index];

    /// <summary>True for the number of an entry that has been removed and not been given to another key.</summary>
    public bool IsFree(int index) => _entries[index].Length == FreeLength;

    /// <summary>Removes an entry; its number goes to a key that comes later.</summary>
    public void Remove(int index)
    {
        ref var entry = ref _entries[index];
        int hole = BucketOf(index);
        for (int next = (hole + 1) & _mask; _buckets[next] != 0; next = (next + 1) & _mask)
        {
            // An entry may fill the hole when its own place is not between the hole and where it lies.
            int home = HomeOf(ref _entries[_buckets[next] - 1]);
            if (((next - home) & _mask) >= ((next - hole) & _mask))
            {
                _buckets[hole] = _buckets[next];
                hole = next;
            }
        }

        _buckets[hole] = 0;
        if (entry.Length > InlineLength)
        {
            _longKeyGarbage += entry.Length;
        }

        entry = default;
        entry.Length = FreeLength;
        entry.A = (ulong)(uint)_firstFree;
        _firstFree = index;
    }

    /// <summary>The entry's number, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key, bool isNull)
    {
        Identify(key, isNull, out ulong a, out ulong b, out int length);
        int bucket = BucketOf(a, b, length);
        while (true)
        {
            int index = _buckets[bucket] - 1;
            if (index < 0 || Matches(ref _entries[index], a, b, length, key))
            {
                return index;
            }

            bucket = (bucket + 1) & _mask;
        }
    }

    /// <summary>The number of the key's entry, which is added with a default value where there is none.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> key, bool isNull, out bool added)
    {
        Identify(key, isNull, out ulong a, out ulong b, out int length);
        int bucket = BucketOf(a, b, length);
        while (true)
        {
            int index = _buckets[bucket] - 1;
            if (index < 0)
            {
                added = true;
                return Add(bucket, a, b, length, key);
            }

            if (Matches(ref _entries[index], a, b, length, key))
            {
                added = false;
                return index;
            }

            bucket = (bucket + 1) & _mask;
        }
    }

    /// <summary>The bytes of an entry's key.</summary>
    /// <param name="index">Number of the entry.</param>
    /// <param name="scratch">At least 16 bytes, used for short keys.</param>
    /// <param name="isNull">True for the null key.</param>
    public ReadOnlySpan<byte> KeyOf(int index, Span<byte> scratch, out bool isNull)
    {
        ref var entry = ref _entries[index];
        isNull = entry.Length == NullLength;
        int length = entry.Length;
        if (length > InlineLength)
        {
            return _longKeys.AsSpan((int)entry.B, length);
        }

        if (length <= 0)
        {
            return default;
        }

        ref byte start = ref MemoryMarshal.GetReference(scratch);
        if (length >= 8)
        {
            Unsafe.WriteUnaligned(ref start, entry.A);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, length - 8), entry.B);
        }
        else
        {
            Unsafe.WriteUnaligned(ref start, entry.A);
        }

        return scratch[..length];
    }

    /// <summary>Empties the table and gives back the memory of a large one.</summary>
    public void Release()
    {
        Clear();
        if (_entries.Length > KeptCapacity)
        {
            _entries = new Entry[KeptCapacity];
            _buckets = new int[KeptCapacity * 2];
            _mask = _buckets.Length - 1;
            _longKeys = [];
        }
    }

    public void Clear()
    {
        Array.Clear(_buckets);
        Array.Clear(_entries, 0, Count);
        Count = 0;
        _longKeyBytes = 0;
        _longKeyGarbage = 0;
        _firstFree = -1;
    }

    private int BucketOf(int index)
    {
        int bucket = HomeOf(ref _entries[index]);
        while (_buckets[bucket] != index + 1)
        {
            bucket = (bucket + 1) & _mask;
        }

        return bucket;
    }

    private int HomeOf(ref Entry entry) => BucketOf(entry.A, entry.Length > InlineLength ? 0 : entry.B, entry.Length);

    private int Add(int bucket, ulong a, ulong b, int length, ReadOnlySpan<byte> key)
    {
        if (_firstFree >= 0)
        {
            int free = _firstFree;
            _firstFree = (int)(uint)_entries[free].A;
            return Fill(free, bucket, a, b, length, key);
        }

        if (Count == _entries.Length)
        {
            Grow();
            bucket = BucketOf(a, b, length);
            while (_buckets[bucket] != 0)
            {
                bucket = (bucket + 1) & _mask;
            }
        }

        return Fill(Count++, bucket, a, b, length, key);
    }

    private int Fill(int index, int bucket, ulong a, ulong b, int length, ReadOnlySpan<byte> key)
    {
        _buckets[bucket] = index + 1;
        ref var entry = ref _entries[index];
        entry.B = length > InlineLength ? (ulong)KeepLongKey(key) : b;
        entry.A = a;
        entry.Length = length;
        return index;
    }

    private int KeepLongKey(ReadOnlySpan<byte> key)
    {
        if (_longKeyGarbage > _longKeyBytes / 2 && _longKeyBytes + key.Length > _longKeys.Length)
        {
            Compact();
        }

        int start = _longKeyBytes;
        long needed = (long)start + key.Length;
        if (needed > _longKeys.Length)
        {
            if (needed > Array.MaxLength)
            {
                throw new StreamingException("STATE_TABLE_FULL", $"The keys longer than {InlineLength} bytes that one worker holds take more than {Array.MaxLength} bytes. Use more workers, or a state backend on disk.");
            }

            Array.Resize(ref _longKeys, (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(1024, (long)_longKeys.Length * 2))));
        }

        key.CopyTo(_longKeys.AsSpan(start));
        _longKeyBytes = (int)needed;
        return start;
    }

    // The entry that is being filled is free still, or has no length.
    private void Compact()
    {
        byte[] kept = new byte[_longKeys.Length];
        int length = 0;
        for (int i = 0; i < Count; i++)
        {
            ref var entry = ref _entries[i];
            if (entry.Length > InlineLength)
            {
                _longKeys.AsSpan((int)entry.B, entry.Length).CopyTo(kept.AsSpan(length));
                entry.B = (ulong)length;
                length += entry.Length;
            }
        }

        _longKeys = kept;
        _longKeyBytes = length;
        _longKeyGarbage = 0;
    }

    // Only when no number is free.
    private void Grow()
    {
        Array.Resize(ref _entries, checked(_entries.Length * 2));
        _buckets = new int[_entries.Length * 2];
        _mask = _buckets.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            int bucket = HomeOf(ref _entries[i]);
            while (_buckets[bucket] != 0)
            {
                bucket = (bucket + 1) & _mask;
            }

            _buckets[bucket] = i + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Matches(ref Entry entry, ulong a, ulong b, int length, ReadOnlySpan<byte> key) =>
        entry.A == a && entry.Length == length
        && (length <= InlineLength ? entry.B == b : key.SequenceEqual(_longKeys.AsSpan((int)entry.B, length)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(ulong a, ulong b, int length)
    {
        ulong high = Math.BigMul(a ^ 0x9E3779B97F4A7C15UL, (b + (uint)length) ^ 0xBF58476D1CE4E5B9UL, out ulong low);
        return (int)(high ^ low) & _mask;
    }

    // Two words that, with the length, are the key itself where it is short; a hash where it is long.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Identify(ReadOnlySpan<byte> key, bool isNull, out ulong a, out ulong b, out int length)
    {
        length = key.Length;
        ref byte start = ref MemoryMarshal.GetReference(key);
        if (length >= 8)
        {
            if (length > InlineLength)
            {
                a = XxHash3.HashToUInt64(key);
                b = 0;
                return;
            }

            a = Unsafe.ReadUnaligned<ulong>(ref start);
            b = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8));
            return;
        }

        b = 0;
        if (length >= 4)
        {
            a = Unsafe.ReadUnaligned<uint>(ref start) | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4)) << (8 * (length - 4)));
        }
        else if (length > 0)
        {
            a = start | ((ulong)Unsafe.Add(ref start, length >> 1) << (8 * (length >> 1))) | ((ulong)Unsafe.Add(ref start, length - 1) << (8 * (length - 1)));
        }
        else
        {
            a = 0;
            if (isNull)
            {
                length = NullLength;
            }
        }
    }

    [Flags]
    internal enum EntryFlags : byte
    {
        None = 0,

        /// <summary>Changed in this epoch.</summary>
        Dirty = 1,

        /// <summary>Removed in this epoch; the entry stays until the removal is written.</summary>
        Removed = 2,

        /// <summary>New in this epoch.</summary>
        Added = 4,
    }

    internal struct Entry
    {
        public ulong A;
        public ulong B;
        public int Length;
        public ushort Partition;
        public EntryFlags Flags;
        public bool HasCachedKey;
        public TValue Value;
    }
}
