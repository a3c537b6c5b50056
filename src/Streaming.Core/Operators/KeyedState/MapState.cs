namespace Streaming;

/// <summary>A state variable with a map for each key. Changing an entry writes that entry only.</summary>
/// <typeparam name="TMapKey">The keys of the map.</typeparam>
/// <typeparam name="TValue">The values of the map.</typeparam>
public sealed class MapState<TMapKey, TValue> : IStateVariable
    where TMapKey : notnull
{
    private readonly ProcessorState _state;
    private readonly ISerde<TMapKey> _keys;
    private readonly ISerde<TValue> _values;
    private readonly long _ttlMs;
    private readonly uint _id;
    private readonly System.Buffers.ArrayBufferWriter<byte> _mapKey = new(64);

    internal MapState(ProcessorState state, string name, long ttlMs, ISerde<TMapKey> keys, ISerde<TValue> values)
    {
        _state = state;
        _keys = keys;
        _values = values;
        _ttlMs = ttlMs;
        Name = name;
        _id = ProcessorState.IdOf(name);
    }

    /// <summary>The name of the variable.</summary>
    public string Name { get; }

    uint IStateVariable.Id => _id;

    string IStateVariable.Kind => "Map";

    string IStateVariable.TypeText => $"map of {TypeNames.Of(typeof(TMapKey))} to {TypeNames.Of(typeof(TValue))}{(_ttlMs > 0 ? " with TTL" : "")}";

    long IStateVariable.TtlMs => _ttlMs;

    /// <summary>Whether the map of the key at hand has entries.</summary>
    public bool Exists
    {
        get
        {
            using var cursor = _state.Elements.Scan(_state.Partition, _state.ElementKey(this));
            while (cursor.MoveNext())
            {
                if (!_state.IsExpired(cursor.Value))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The value of an entry, where there is one.</summary>
    public bool TryGetValue(TMapKey mapKey, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        if (_state.Elements.TryGet(_state.Partition, ElementKey(mapKey), out var bytes) && !_state.IsExpired(bytes))
        {
            value = _values.Read(StateBytes.Value(bytes));
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Whether there is an entry.</summary>
    public bool ContainsKey(TMapKey mapKey) => _state.Elements.TryGet(_state.Partition, ElementKey(mapKey), out var bytes) && !_state.IsExpired(bytes);

    /// <summary>Sets an entry.</summary>
    /// <param name="mapKey">Its key, not null.</param>
    /// <param name="value">Its value, not null.</param>
    public void UpdateValue(TMapKey mapKey, TValue value)
    {
        if (value is null)
        {
            throw Refused();
        }

        long expiry = _state.ExpiryOf(this);
        var key = ElementKey(mapKey);
        bool isThere = _state.Elements.TryGet(_state.Partition, key, out var earlier);
        long before = isThere ? StateBytes.Indexed(earlier) : 0;
        long indexed = StateBytes.IndexedAfter(before, expiry);
        var bytes = _state.Scratch;
        bytes.ResetWrittenCount();
        StateBytes.WriteHeader(bytes, StateBytes.HasValue, expiry, indexed);
        _values.Write(value, bytes);
        _state.Elements.Put(_state.Partition, key, bytes.WrittenSpan);
        _state.MoveExpiry(key, before, indexed);
        _state.State.AddRows(_state.Partition, isThere ? 0 : 1);
        _state.State.Updated++;
    }

    /// <summary>The entries of the key at hand, in the order of their encoded keys.</summary>
    public IReadOnlyList<KeyValuePair<TMapKey, TValue>> Entries()
    {
        var entries = new List<KeyValuePair<TMapKey, TValue>>();
        using var cursor = _state.Elements.Scan(_state.Partition, _state.ElementKey(this));
        while (cursor.MoveNext())
        {
            if (!_state.IsExpired(cursor.Value))
            {
                entries.Add(KeyValuePair.Create(_keys.Read(ProcessorState.ElementOf(cursor.Key)), _values.Read(StateBytes.Value(cursor.Value))));
            }
        }

        return entries;
    }

    /// <summary>The keys of the entries.</summary>
    public IEnumerable<TMapKey> Keys() => Entries().Select(entry => entry.Key);

    /// <summary>The values of the entries.</summary>
    public IEnumerable<TValue> Values() => Entries().Select(entry => entry.Value);

    /// <summary>Removes an entry.</summary>
    public void RemoveKey(TMapKey mapKey)
    {
        var key = ElementKey(mapKey);
        _state.State.Removed++; // as in Spark, whether there is one or not
        if (_state.Elements.TryGet(_state.Partition, key, out var bytes))
        {
            _state.MoveExpiry(key, StateBytes.Indexed(bytes), 0);
            _state.Elements.Delete(_state.Partition, key);
            _state.State.AddRows(_state.Partition, -1);
        }
    }

    /// <summary>Removes the map of the key at hand.</summary>
    public void Clear()
    {
        using var cursor = _state.Elements.Scan(_state.Partition, _state.ElementKey(this));
        while (cursor.MoveNext())
        {
            _state.MoveExpiry(cursor.Key, StateBytes.Indexed(cursor.Value), 0);
            cursor.Delete();
            _state.State.Removed++;
            _state.State.AddRows(_state.Partition, -1);
        }
    }

    bool IStateVariable.Expire(int partition, ReadOnlySpan<byte> storeKey)
    {
        if (!_state.Elements.TryGet(partition, storeKey, out var bytes))
        {
            return false;
        }

        if (_state.IsPutOff(partition, storeKey, bytes, out long later))
        {
            _state.Elements.Put(partition, storeKey, StateBytes.Indexed(bytes, later));
            return false;
        }

        _state.Elements.Delete(partition, storeKey);
        _state.State.AddRows(partition, -1);
        return true;
    }

    private ReadOnlySpan<byte> ElementKey(TMapKey mapKey)
    {
        if (mapKey is null)
        {
            throw Refused();
        }

        _mapKey.ResetWrittenCount();
        _keys.Write(mapKey, _mapKey);
        return _state.ElementKey(this, _mapKey.WrittenSpan);
    }

    private StreamingException Refused() => new(
        "ILLEGAL_STATE_STORE_VALUE.NULL_VALUE",
        $"[ILLEGAL_STATE_STORE_VALUE.NULL_VALUE] Illegal value provided to the State Store: Cannot write null values to State Store for StateName {Name}. SQLSTATE: 42601")
    { SqlState = "42601" };
}
