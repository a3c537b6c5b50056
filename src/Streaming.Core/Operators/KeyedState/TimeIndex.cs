namespace Streaming;

/// <summary>Keys in the order of a time. An entry is the time, a byte that is 0 for the null key, and the key.</summary>
internal sealed class TimeIndex(OrderedState entries)
{
    private const int HeaderLength = OrderedKey.LongLength + 1;

    private byte[] _buffer = new byte[256];

    public void Add(int partition, long time, ReadOnlySpan<byte> key, bool isNull = false) => entries.Put(partition, Entry(time, key, isNull), default);

    public void Remove(int partition, long time, ReadOnlySpan<byte> key, bool isNull = false) => entries.Delete(partition, Entry(time, key, isNull));

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

    /// <summary>Entries whose time is not after a bound.</summary>
    public OrderedCursor Due(int partition, long bound)
    {
        Span<byte> end = stackalloc byte[OrderedKey.LongLength];
        OrderedKey.WriteLong(end, bound == long.MaxValue ? bound : bound + 1);
        return entries.Range(partition, default, end);
    }

    public static long TimeOf(ReadOnlySpan<byte> entry) => OrderedKey.ReadLong(entry);

    public static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> entry, out bool isNull)
    {
        isNull = entry[OrderedKey.LongLength] == 0;
        return entry[HeaderLength..];
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
