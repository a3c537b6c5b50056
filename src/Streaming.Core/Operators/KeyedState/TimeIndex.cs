namespace Streaming;

/// <summary>A worker's keys in the order of a time. An entry is the time, a byte that is 0 for the null key, and the key.</summary>
internal sealed class TimeIndex
{
    private const int HeaderLength = OrderedKey.LongLength + 1;

    private readonly OrderedState _entries;
    private readonly long[] _earliest;
    private readonly IReadOnlyList<int> _partitions;
    private byte[] _buffer = new byte[256];

    public TimeIndex(OrderedState entries, StateScope scope)
    {
        _entries = entries;
        _partitions = scope.Partitions;
        _earliest = new long[scope.Partitioner.Partitions];
        Array.Fill(_earliest, long.MinValue); // what is in the store is not known yet
    }

    /// <summary>No entry is earlier; known once the due ones have been gone through.</summary>
    public long Earliest
    {
        get
        {
            long earliest = long.MaxValue;
            foreach (int partition in _partitions)
            {
                earliest = Math.Min(earliest, _earliest[partition]);
            }

            return earliest;
        }
    }

    public void Add(int partition, long time, ReadOnlySpan<byte> key, bool isNull = false)
    {
        _entries.Put(partition, Entry(time, key, isNull), default);
        _earliest[partition] = Math.Min(_earliest[partition], time);
    }

    public void Remove(int partition, long time, ReadOnlySpan<byte> key, bool isNull = false) => _entries.Delete(partition, Entry(time, key, isNull));

    /// <summary>Gives a key another time; 0 for none.</summary>
    public void Move(int partition, ReadOnlySpan<byte> key, bool isNull, long before, long after)
    {
        if (before != 0)
        {
            Remove(partition, before, key, isNull);
        }

        if (after != 0)
        {
            Add(partition, after, key, isNull);
        }
    }

    /// <summary>Shows the entries whose time is not after a bound. Meanwhile entries may be removed, and later ones added.</summary>
    public void VisitDue<TVisitor>(int partition, long bound, ref TVisitor visitor)
        where TVisitor : struct, IDueVisitor
    {
        // Most partitions have nothing due most of the time, and looking for it costs a search in the store.
        if (_earliest[partition] > bound)
        {
            return;
        }

        using var cursor = _entries.Scan(partition, default);
        while (cursor.MoveNext())
        {
            var entry = cursor.Key;
            long time = OrderedKey.ReadLong(entry);
            if (time > bound)
            {
                _earliest[partition] = time;
                return;
            }

            visitor.Visit(partition, time, entry[HeaderLength..], isNull: entry[OrderedKey.LongLength] == 0);
        }

        _earliest[partition] = long.MaxValue;
    }

    private ReadOnlySpan<byte> Entry(long time, ReadOnlySpan<byte> key, bool isNull)
    {
        int length = HeaderLength + key.Length;
        if (_buffer.Length < length)
        {
            _buffer = new byte[length * 2];
        }

        OrderedKey.WriteLong(_buffer, time);
        _buffer[OrderedKey.LongLength] = isNull ? (byte)0 : (byte)1;
        key.CopyTo(_buffer.AsSpan(HeaderLength));
        return _buffer.AsSpan(0, length);
    }
}
