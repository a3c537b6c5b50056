namespace Streaming;

/// <summary>A state variable with one value for each key.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class ValueState<T> : IStateVariable
{
    private readonly ProcessorState _state;
    private readonly ISerde<T> _serde;
    private readonly long _ttlMs;
    private readonly uint _id;

    internal ValueState(ProcessorState state, string name, long ttlMs, ISerde<T> serde)
    {
        _state = state;
        _serde = serde;
        _ttlMs = ttlMs;
        Name = name;
        _id = ProcessorState.IdOf(name);
    }

    /// <summary>The name of the variable.</summary>
    public string Name { get; }

    uint IStateVariable.Id => _id;

    string IStateVariable.Kind => "Value";

    string IStateVariable.TypeText => $"value of {TypeNames.Of(typeof(T))}{(_ttlMs > 0 ? " with TTL" : "")}";

    long IStateVariable.TtlMs => _ttlMs;

    /// <summary>Whether the key at hand has a value.</summary>
    public bool Exists => Find() >= 0;

    /// <summary>The value of the key at hand.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Get() => TryGet(out var value) ? value : throw new InvalidOperationException($"The state variable {Name} has no value for this key; ask Exists or TryGet first.");

    /// <summary>The value of the key at hand, or another one where there is none.</summary>
    public T GetOr(T other) => TryGet(out var value) ? value : other;

    /// <summary>The value of the key at hand, where there is one.</summary>
    public bool TryGet([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        int index = Find();
        if (index < 0)
        {
            value = default;
            return false;
        }

        ref var cell = ref _state.Values.Value(index);
        if (cell.Live is T live)
        {
            value = live;
            return true;
        }

        value = _serde.Read(StateBytes.Value(cell.Bytes));
        KeepLive(ref cell, value);
        return true;
    }

    /// <summary>Sets the value of the key at hand. A null is kept as a row without a value, as in Spark.</summary>
    public void Update(T? value)
    {
        var key = _state.ValueKey(this);
        int index = _state.Values.GetOrAdd(key, isNull: false, _state.Partition, out bool added);
        ref var cell = ref _state.Values.Value(index);
        long before = added ? 0 : StateBytes.Indexed(cell.Bytes);
        long expiry = _state.ExpiryOf(this);
        long indexed = StateBytes.IndexedAfter(before, expiry);
        var bytes = _state.Scratch;
        bytes.ResetWrittenCount();
        StateBytes.WriteHeader(bytes, value is null ? (byte)0 : StateBytes.HasValue, expiry, indexed);
        if (value is not null)
        {
            _serde.Write(value, bytes);
        }

        if (added || cell.Bytes.Length != bytes.WrittenCount)
        {
            cell.Bytes = bytes.WrittenSpan.ToArray();
        }
        else
        {
            bytes.WrittenSpan.CopyTo(cell.Bytes);
        }

        cell.Live = null;
        if (value is not null)
        {
            KeepLive(ref cell, value);
        }

        _state.Values.MarkDirty(index);
        _state.State.Updated++;
        _state.State.AddRows(_state.Partition, added ? 1 : 0);
        _state.MoveExpiry(key, before, indexed);
    }

    /// <summary>Removes the value of the key at hand.</summary>
    public void Clear()
    {
        var key = _state.ValueKey(this);
        int index = _state.Values.Find(key, isNull: false, _state.Partition);
        _state.State.Removed++; // as in Spark, whether there is one or not
        if (index >= 0)
        {
            _state.MoveExpiry(key, StateBytes.Indexed(_state.Values.Value(index).Bytes), 0);
            _state.Values.Remove(index);
            _state.State.AddRows(_state.Partition, -1);
        }
    }

    bool IStateVariable.Expire(int partition, ReadOnlySpan<byte> storeKey)
    {
        int index = _state.Values.Find(storeKey, isNull: false, partition);
        if (index < 0)
        {
            return false;
        }

        ref var cell = ref _state.Values.Value(index);
        if (_state.IsPutOff(partition, storeKey, cell.Bytes, out long later))
        {
            cell.Bytes = StateBytes.Indexed(cell.Bytes, later);
            _state.Values.MarkDirty(index);
            return false;
        }

        _state.Values.Remove(index);
        _state.State.AddRows(partition, -1);
        return true;
    }

    private static void KeepLive(ref VariableCell cell, T value)
    {
        // A struct would be boxed each time; its bytes are read for less.
        if (!typeof(T).IsValueType && Immutability<T>.Holds && Immutability<T>.IsExact(value))
        {
            cell.Live = value;
        }
    }

    private int Find()
    {
        int index = _state.Values.Find(_state.ValueKey(this), isNull: false, _state.Partition);
        return index >= 0 && StateBytes.Has(_state.Values.Value(index).Bytes, StateBytes.HasValue) && !_state.IsExpired(_state.Values.Value(index).Bytes) ? index : -1;
    }
}
