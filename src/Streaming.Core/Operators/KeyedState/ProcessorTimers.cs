namespace Streaming;

/// <summary>Timers of a processor: by key, to list those of a key, and by time, to find those that are due.</summary>
/// <param name="owner">Knows the key at hand.</param>
/// <param name="name">Spark's name of the store.</param>
/// <param name="byKey">Length of the key, key, time.</param>
/// <param name="byTime">Time, key.</param>
internal sealed class ProcessorTimers(ProcessorState owner, string name, OrderedState byKey, TimeIndex byTime)
{
    private byte[] _buffer = new byte[256];

    /// <summary>Calls that registered a timer, in the epoch at hand.</summary>
    public long Registered { get; private set; }

    /// <summary>Calls that removed a timer.</summary>
    public long Deleted { get; private set; }

    /// <summary>Timers that fired.</summary>
    public long Expired { get; private set; }

    public void Register(long time)
    {
        var key = owner.Key(name);
        byKey.Put(owner.Partition, Entry(key, time), default);
        byTime.Add(owner.Partition, time, key);
        Registered++;
    }

    public void Delete(long time)
    {
        var key = owner.Key(name);
        byKey.Delete(owner.Partition, Entry(key, time));
        byTime.Remove(owner.Partition, time, key);
        Deleted++;
    }

    public IReadOnlyList<long> List()
    {
        var times = new List<long>();
        var entry = Entry(owner.Key(name), 0);
        using var cursor = byKey.Scan(owner.Partition, entry[..^OrderedKey.LongLength]);
        while (cursor.MoveNext())
        {
            times.Add(OrderedKey.ReadLong(cursor.Key[^OrderedKey.LongLength..]));
        }

        return times;
    }

    /// <summary>No timer is earlier.</summary>
    public long Earliest => byTime.Earliest;

    /// <summary>The timers of a partition that are due: those that are there now, whatever becomes of them, as in Spark.</summary>
    public List<(long Time, byte[] Key)> Due(int partition, long now)
    {
        var due = new Gatherer([]);
        byTime.VisitDue(partition, now, ref due);
        return due.Found;
    }

    /// <summary>Removes a timer of the key at hand that has fired.</summary>
    public void Fired(long time)
    {
        Expired++;
        Delete(time);
    }

    public void Count(SortedDictionary<string, long> metrics)
    {
        metrics["numRegisteredTimers"] = Registered;
        metrics["numDeletedTimers"] = Deleted;
        metrics["numExpiredTimers"] = Expired;
        Registered = 0;
        Deleted = 0;
        Expired = 0;
    }

    private ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> key, long time)
    {
        int length = sizeof(uint) + key.Length + OrderedKey.LongLength;
        if (_buffer.Length < length)
        {
            _buffer = new byte[length * 2];
        }

        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(_buffer, (uint)key.Length);
        key.CopyTo(_buffer.AsSpan(sizeof(uint)));
        OrderedKey.WriteLong(_buffer.AsSpan(length - OrderedKey.LongLength), time);
        return _buffer.AsSpan(0, length);
    }

    private readonly struct Gatherer(List<(long Time, byte[] Key)> found) : IDueVisitor
    {
        public List<(long Time, byte[] Key)> Found => found;

        public void Visit(int partition, long time, ReadOnlySpan<byte> key, bool isNull) => found.Add((time, key.ToArray()));
    }
}
