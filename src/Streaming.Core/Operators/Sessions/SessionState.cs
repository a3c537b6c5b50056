using System.Buffers;
using System.Buffers.Binary;

namespace Streaming;

/// <summary>A worker's sessions by key: merged as rows come, until the watermark passes their ends.</summary>
/// <remarks>
/// Sessions lie in the order of key and end: those of a key neither overlap nor touch, so what a new one meets lies side by side. A second store has them by end alone.
/// One thread owns it.
/// </remarks>
internal sealed class SessionState<TIn, TBuffer, TOut, TAggregator>
    where TAggregator : struct, IAggregator<TIn, TBuffer, TOut>
{
    private readonly OperatorState _state;
    private readonly OrderedState _sessions;
    private readonly OrderedState _ends;
    private readonly ISerde<TBuffer> _serde;
    private readonly Action<TBuffer>? _released;
    private readonly ArrayBufferWriter<byte> _value = new(64);
    private TAggregator _aggregator;
    private byte[] _key = new byte[64];
    private byte[] _byEnd = new byte[64];

    /// <summary>Creates the state.</summary>
    /// <param name="state">The operator's state.</param>
    /// <param name="aggregator">The aggregate.</param>
    /// <param name="keepsOrder">Whether the result depends on the order of rows.</param>
    /// <param name="key">Type of the keys.</param>
    /// <param name="value">Type of the values.</param>
    /// <param name="released">Takes back a value that is not used any more.</param>
    public SessionState(OperatorState state, TAggregator aggregator, bool keepsOrder, string key, string value, Action<TBuffer>? released = null)
    {
        _state = state;
        _aggregator = aggregator;
        _serde = aggregator.BufferSerde;
        _released = released;
        _sessions = state.Ordered(0, new StateStoreSchema("sessions", key, value));
        _ends = state.Ordered(1, new StateStoreSchema("sessionsByEnd", $"end, {key}", ""));
        Parts = new SessionParts<TIn, TBuffer, TOut, TAggregator>(aggregator, keepsOrder);
    }

    /// <summary>The rows of the epoch.</summary>
    public SessionParts<TIn, TBuffer, TOut, TAggregator> Parts { get; }

    public OperatorState State => _state;

    public TOut Result(ref TBuffer value) => _aggregator.Finish(in value);

    /// <summary>Merges the rows of the epoch with the sessions that are there.</summary>
    public void MergeEpoch()
    {
        Span<byte> scratch = stackalloc byte[16];
        for (int i = 0; i < Parts.Keys; i++)
        {
            var key = Parts.KeyOf(i, scratch, out bool isNull, out int partition);
            if (partition < 0)
            {
                partition = _state.Scope.Partitioner.PartitionOf(key, isNull);
            }

            MergeKey(SetKey(key, isNull), partition, Parts.PartsOf(i));
        }

        Parts.Clear();
    }

    /// <summary>Shows and removes the sessions that ended before the watermark.</summary>
    public void Expire<TVisitor>(ref TVisitor visitor)
        where TVisitor : ISessionVisitor<TBuffer>
    {
        Span<byte> from = stackalloc byte[OrderedKey.LongLength];
        Span<byte> to = stackalloc byte[OrderedKey.LongLength];
        OrderedKey.WriteLong(from, long.MinValue);
        OrderedKey.WriteLong(to, _state.Times.EvictionWatermark + 1);
        foreach (int partition in _state.Partitions)
        {
            using var cursor = _ends.Range(partition, from, to);
            while (cursor.MoveNext())
            {
                long end = OrderedKey.ReadLong(cursor.Key);
                int length = cursor.Key.Length - OrderedKey.LongLength;
                SetPrefix(cursor.Key[OrderedKey.LongLength..]);
                var key = SetEnd(length, end);
                if (_sessions.TryGet(partition, key, out var value))
                {
                    Show(key, value, ref visitor);
                }

                Delete(partition, length, end);
                _state.AddRows(partition, -1);
                _state.Removed++;
            }
        }
    }

    /// <summary>Shows all sessions.</summary>
    public void VisitAll<TVisitor>(ref TVisitor visitor)
        where TVisitor : ISessionVisitor<TBuffer>
    {
        foreach (int partition in _state.Partitions)
        {
            using var cursor = _sessions.Scan(partition, default);
            while (cursor.MoveNext())
            {
                Show(cursor.Key, cursor.Value, ref visitor);
            }
        }
    }

    private void Show<TVisitor>(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, ref TVisitor visitor)
        where TVisitor : ISessionVisitor<TBuffer>
    {
        var value = _serde.Read(data[OrderedKey.LongLength..]);
        visitor.Visit(SessionKey.KeyOf(key, out bool isNull), isNull, OrderedKey.ReadLong(data), SessionKey.EndOf(key), ref value);
        _released?.Invoke(value);
    }

    private void MergeKey(int length, int partition, ReadOnlySpan<int> parts)
    {
        for (int i = 0; i < parts.Length;)
        {
            ref var first = ref Parts[parts[i++]];
            long start = first.Start;
            long end = first.End;
            long earliest = long.MaxValue; // start of the first session in state that went in
            var value = first.Value;
            while (true)
            {
                bool grew = Absorb(partition, length, ref start, ref end, ref earliest, ref value);
                while (i < parts.Length && Parts[parts[i]].Start <= end)
                {
                    ref var next = ref Parts[parts[i++]];
                    _aggregator.Merge(ref value, in next.Value);
                    grew |= next.End > end;
                    end = Math.Max(end, next.End);
                    _released?.Invoke(next.Value);
                }

                if (!grew)
                {
                    break;
                }
            }

            // A session is known by its start: one that keeps it was changed, not removed.
            _state.Removed -= earliest == start ? 1 : 0;
            Write(partition, length, start, end, value);
            _released?.Invoke(value);
        }

        // As in Spark all sessions of a key that had rows count as updated.
        using var cursor = _sessions.Scan(partition, _key.AsSpan(0, length));
        while (cursor.MoveNext())
        {
            _state.Updated++;
        }
    }

    // Takes the sessions in state that the interval meets; true where it grew, and may meet others.
    private bool Absorb(int partition, int length, ref long start, ref long end, ref long earliest, ref TBuffer value)
    {
        bool grew = false;
        _byEnd.AsSpan(length, OrderedKey.LongLength + 1).Fill(byte.MaxValue);
        _key.AsSpan(0, length).CopyTo(_byEnd);
        using var cursor = _sessions.Range(partition, SetEnd(length, start), _byEnd.AsSpan(0, length + OrderedKey.LongLength + 1));
        while (cursor.MoveNext())
        {
            long otherStart = OrderedKey.ReadLong(cursor.Value);
            if (otherStart > end)
            {
                break;
            }

            long otherEnd = SessionKey.EndOf(cursor.Key);
            var other = _serde.Read(cursor.Value[OrderedKey.LongLength..]);
            if (otherStart <= start)
            {
                // What began earlier comes first.
                _aggregator.Merge(ref other, in value);
                (value, other) = (other, value);
            }
            else
            {
                _aggregator.Merge(ref value, in other);
            }

            _released?.Invoke(other);
            Delete(partition, length, otherEnd);
            _state.AddRows(partition, -1);
            _state.Removed++;
            earliest = Math.Min(earliest, otherStart);
            grew |= otherStart < start || otherEnd > end;
            start = Math.Min(start, otherStart);
            end = Math.Max(end, otherEnd);
        }

        return grew;
    }

    private void Write(int partition, int length, long start, long end, TBuffer value)
    {
        _value.ResetWrittenCount();
        OrderedKey.WriteLong(_value.GetSpan(OrderedKey.LongLength), start);
        _value.Advance(OrderedKey.LongLength);
        _serde.Write(value, _value);
        _sessions.Put(partition, SetEnd(length, end), _value.WrittenSpan);
        _ends.Put(partition, ByEnd(length, end), default);
        _state.AddRows(partition, 1);
    }

    private void Delete(int partition, int length, long end)
    {
        _sessions.Delete(partition, SetEnd(length, end));
        _ends.Delete(partition, ByEnd(length, end));
    }

    // Length and bytes of the key: no key begins with another.
    private int SetKey(ReadOnlySpan<byte> key, bool isNull)
    {
        int length = SessionKey.LengthBytes + key.Length;
        EnsureRoom(length);
        BinaryPrimitives.WriteInt32BigEndian(_key, isNull ? -1 : key.Length);
        key.CopyTo(_key.AsSpan(SessionKey.LengthBytes));
        return length;
    }

    private void SetPrefix(ReadOnlySpan<byte> prefix)
    {
        EnsureRoom(prefix.Length);
        prefix.CopyTo(_key);
    }

    private ReadOnlySpan<byte> SetEnd(int length, long end)
    {
        OrderedKey.WriteLong(_key.AsSpan(length), end);
        return _key.AsSpan(0, length + OrderedKey.LongLength);
    }

    private ReadOnlySpan<byte> ByEnd(int length, long end)
    {
        OrderedKey.WriteLong(_byEnd, end);
        _key.AsSpan(0, length).CopyTo(_byEnd.AsSpan(OrderedKey.LongLength));
        return _byEnd.AsSpan(0, length + OrderedKey.LongLength);
    }

    private void EnsureRoom(int length)
    {
        if (_key.Length < length + OrderedKey.LongLength + 1)
        {
            _key = new byte[(length + OrderedKey.LongLength + 1) * 2];
            _byEnd = new byte[_key.Length];
        }
    }
}
