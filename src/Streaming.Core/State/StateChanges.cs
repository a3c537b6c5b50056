namespace Streaming;

/// <summary>The state that one worker changed in an epoch: keys with their new values or removals, in one growing buffer.</summary>
/// <remarks>Each key at most once. Reused for every epoch.</remarks>
public sealed class StateChanges
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;
    private Entry[] _entries = new Entry[1024];
    private readonly StateChangesSorter _sorter = new();

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
        if (Count > 1 && !IsSorted())
        {
            _sorter.Sort(_bytes, _entries, Count);
        }
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

    internal readonly record struct Entry(int Start, int KeyLength, int ValueLength, bool IsDelete);
}
