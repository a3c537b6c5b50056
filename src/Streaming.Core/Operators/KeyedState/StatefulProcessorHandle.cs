namespace Streaming;

/// <summary>State variables and timers of a <see cref="StatefulProcessor{TKey, TIn, TOut}"/>.</summary>
/// <remarks>Variables are defined in <see cref="StatefulProcessor{TKey, TIn, TOut}.Init"/>; each has a value for each key.</remarks>
public sealed class StatefulProcessorHandle
{
    private readonly ProcessorState _state;

    internal StatefulProcessorHandle(ProcessorState state) => _state = state;

    /// <summary>Defines a variable that holds one value.</summary>
    /// <param name="stateName">Its name, unique within the processor.</param>
    /// <param name="ttl">How long a value lives; null: until it is removed.</param>
    /// <param name="serde">How values are written; null: <see cref="Serdes.Default{T}"/>.</param>
    public ValueState<T> GetValueState<T>(string stateName, TtlConfig? ttl = null, ISerde<T>? serde = null)
    {
        long life = _state.Define("get_value_state", stateName, ttl);
        return _state.Add(new ValueState<T>(_state, stateName, life, serde ?? Serdes.Default<T>()));
    }

    /// <summary>Defines a variable that holds a list.</summary>
    /// <param name="stateName">Its name, unique within the processor.</param>
    /// <param name="ttl">How long an element lives; null: until it is removed.</param>
    /// <param name="serde">How elements are written; null: <see cref="Serdes.Default{T}"/>.</param>
    public ListState<T> GetListState<T>(string stateName, TtlConfig? ttl = null, ISerde<T>? serde = null)
    {
        long life = _state.Define("get_list_state", stateName, ttl);
        return _state.Add(new ListState<T>(_state, stateName, life, serde ?? Serdes.Default<T>()));
    }

    /// <summary>Defines a variable that holds a map.</summary>
    /// <param name="stateName">Its name, unique within the processor.</param>
    /// <param name="ttl">How long an entry lives; null: until it is removed.</param>
    /// <param name="keySerde">How the map's keys are written; equal bytes are equal keys.</param>
    /// <param name="valueSerde">How its values are written.</param>
    public MapState<TMapKey, TValue> GetMapState<TMapKey, TValue>(string stateName, TtlConfig? ttl = null, ISerde<TMapKey>? keySerde = null, ISerde<TValue>? valueSerde = null)
        where TMapKey : notnull
    {
        long life = _state.Define("get_map_state", stateName, ttl);
        return _state.Add(new MapState<TMapKey, TValue>(_state, stateName, life, keySerde ?? Serdes.Default<TMapKey>(), valueSerde ?? Serdes.Default<TValue>()));
    }

    /// <summary>Removes what an earlier version of the processor kept under a name that this one does not define.</summary>
    /// <param name="stateName">The name of the variable.</param>
    public void DeleteIfExists(string stateName) => _state.DeleteVariable(stateName);

    /// <summary>Registers a timer for the key at hand; one that is there already stays.</summary>
    /// <param name="expiryTimestampMs">When it fires, in milliseconds since 1970-01-01 UTC: in the first batch whose time (or watermark) is not before. One that is over already fires in this batch.</param>
    public void RegisterTimer(long expiryTimestampMs) => _state.Timers("register_timer").Register(expiryTimestampMs);

    /// <summary>Removes a timer of the key at hand. One that is due in the batch fires nevertheless.</summary>
    /// <param name="expiryTimestampMs">When it was to fire.</param>
    public void DeleteTimer(long expiryTimestampMs) => _state.Timers("delete_timer").Delete(expiryTimestampMs);

    /// <summary>The timers of the key at hand, the earliest first, in milliseconds since 1970-01-01 UTC.</summary>
    public IReadOnlyList<long> ListTimers() => _state.Timers("list_timers").List();

    /// <summary>The query and the batch.</summary>
    public QueryInfo GetQueryInfo() => new(_state.QueryId, _state.RunId, _state.Times.Epoch);
}
