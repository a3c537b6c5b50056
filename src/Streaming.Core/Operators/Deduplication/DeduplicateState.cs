using System.Buffers;

namespace Streaming;

/// <summary>A worker's share of the keys that a stream has had. Knows neither typed nor column batches. One thread owns it.</summary>
internal sealed class DeduplicateState
{
    /// <summary>The counter of rows that were left out.</summary>
    public const string DuplicateRows = "numDroppedDuplicateRows";

    private static readonly byte[] Nothing = [];

    private readonly OperatorState _state;
    private readonly DeduplicateKind _kind;
    private readonly bool _hasEventTime;
    private readonly long _delay;
    private readonly StateTable<long> _keys;
    private readonly OrderedState? _byExpiry;
    private readonly ArrayBufferWriter<byte> _indexKey = new(64);
    private long _duplicates;
    private long _firstExpiry = long.MaxValue;
    private long _evicted = long.MinValue;

    /// <summary>Creates the state.</summary>
    /// <param name="state">The operator's state.</param>
    /// <param name="kind">How long a key counts; with <see cref="DeduplicateKind.UntilEventTime"/> keys begin with a time (see <see cref="OrderedKey"/>).</param>
    /// <param name="hasEventTime">Whether rows have event times, so that late ones are left out.</param>
    /// <param name="delayMs">The delay of the watermark.</param>
    /// <param name="schema">What the key is; what is kept of it is said here.</param>
    public DeduplicateState(OperatorState state, DeduplicateKind kind, bool hasEventTime, long delayMs, StateStoreSchema schema)
    {
        _state = state;
        _kind = kind;
        _hasEventTime = hasEventTime;
        _delay = delayMs * 1000;
        bool isWithin = kind == DeduplicateKind.WithinDelay;
        _keys = state.Table(0, schema with { Value = isWithin ? "expiresAtMicros BIGINT NOT NULL" : "" }, new ExpirySerde(isWithin), kind == DeduplicateKind.UntilEventTime);
        _byExpiry = isWithin ? state.Ordered(1, new StateStoreSchema("expiry", $"expiry, {schema.Key}", "")) : null;
    }

    /// <summary>Takes a row; true where it is the first with its key and in time.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isNull">Whether it is the null key.</param>
    /// <param name="partition">The key's partition, -1 where it is not known yet.</param>
    /// <param name="eventTime">Event time in microseconds, <see cref="RecordBatch{T}.NoTimestamp"/> where the row has none.</param>
    public bool IsFirst(ReadOnlySpan<byte> key, bool isNull, int partition, long eventTime)
    {
        bool hasTime = eventTime != RecordBatch<Row>.NoTimestamp;
        if (_hasEventTime && hasTime && eventTime <= _state.Times.LateWatermark)
        {
            _state.Dropped++;
            return false;
        }

        int index = _keys.GetOrAdd(key, isNull, partition, out bool added);
        if (!added)
        {
            _duplicates++;
            return false;
        }

        int owner = _keys.PartitionOf(index);
        if (_kind == DeduplicateKind.WithinDelay)
        {
            // As in Spark a row without a time counts as one of 1970.
            long expiry = (hasTime ? eventTime : 0) + _delay;
            _keys.Value(index) = expiry;
            _byExpiry!.Put(owner, IndexKey(expiry, key, isNull), Nothing);
            _firstExpiry = Math.Min(_firstExpiry, expiry);
        }

        _keys.MarkDirty(index);
        _state.AddRows(owner, 1);
        _state.Updated++;
        return true;
    }

    /// <summary>Removes what the watermark has passed, and reports the epoch.</summary>
    public void EndEpoch()
    {
        long bound = _state.Times.EvictionWatermark;
        if (_kind == DeduplicateKind.UntilEventTime)
        {
            var counting = new Counting(_state);
            _keys.Expire(bound, ref counting);
        }
        else if (_byExpiry is not null && (bound > _evicted || _firstExpiry <= bound))
        {
            EvictExpired(_byExpiry, bound);
            _evicted = bound;
            _firstExpiry = long.MaxValue;
        }

        _state.CustomMetrics[DuplicateRows] = _duplicates;
        _duplicates = 0;
    }

    private void EvictExpired(OrderedState index, long bound)
    {
        Span<byte> end = stackalloc byte[OrderedKey.LongLength];
        OrderedKey.WriteLong(end, bound + 1);
        foreach (int partition in _state.Partitions)
        {
            using var expired = index.Range(partition, default, end);
            while (expired.MoveNext())
            {
                bool isNull = expired.Key[OrderedKey.LongLength] == 0;
                int entry = _keys.Find(expired.Key[(OrderedKey.LongLength + 1)..], isNull, partition);
                if (entry >= 0)
                {
                    _keys.Remove(entry);
                    _state.AddRows(partition, -1);
                    _state.Removed++;
                }

                expired.Delete();
            }
        }
    }

    private ReadOnlySpan<byte> IndexKey(long expiry, ReadOnlySpan<byte> key, bool isNull)
    {
        _indexKey.ResetWrittenCount();
        OrderedKey.WriteLong(_indexKey.GetSpan(OrderedKey.LongLength), expiry);
        _indexKey.Advance(OrderedKey.LongLength);
        _indexKey.GetSpan(1)[0] = isNull ? (byte)0 : (byte)1;
        _indexKey.Advance(1);
        _indexKey.Write(key);
        return _indexKey.WrittenSpan;
    }

    private readonly struct Counting(OperatorState state) : IEntryVisitor<long>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref long value)
        {
            state.AddRows(partition, -1);
            state.Removed++;
        }
    }
}
