namespace Streaming;

/// <content>Functions with state of one's own.</content>
public sealed partial class KeyedStream<TKey, T>
{
    /// <summary>One row for each key with rows in the batch, from a function that has a state for each key. Needs output mode update.</summary>
    /// <example>
    /// <code>
    /// clicks.GroupBy(click => click.User).MapGroupsWithState&lt;long, KeyCount&lt;string&gt;&gt;(GroupStateTimeout.None, (user, rows, seen) =>
    /// {
    ///     seen.Update(seen.GetOr(0) + rows.Count);
    ///     return new KeyCount&lt;string&gt;(user, seen.Get());
    /// });
    /// </code>
    /// </example>
    /// <typeparam name="TState">The state.</typeparam>
    /// <typeparam name="TOut">Rows that go out.</typeparam>
    /// <param name="timeout">When keys without rows are shown to the function.</param>
    /// <param name="function">Takes the key, its rows and its state.</param>
    /// <param name="options">Serde and initial state; null for the defaults.</param>
    public DataStream<TOut> MapGroupsWithState<TState, TOut>(
        GroupStateTimeout timeout, Func<TKey, GroupRows<T>, GroupState<TState>, TOut> function, GroupStateOptions<TKey, TState>? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return WithState("MapGroupsWithState", OutputMode.Update, Settings<TState, TOut>(timeout, options) with { Map = function }, options);
    }

    /// <summary>Any number of rows for each key with rows in the batch, from a function that has a state for each key.</summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <typeparam name="TOut">Rows that go out.</typeparam>
    /// <param name="outputMode">What the rows of the function mean: append or update. Without an aggregation it must be that of the query.</param>
    /// <param name="timeout">When keys without rows are shown to the function.</param>
    /// <param name="function">Takes the key, its rows and its state; may be written with <c>yield</c>.</param>
    /// <param name="options">Serde and initial state; null for the defaults.</param>
    public DataStream<TOut> FlatMapGroupsWithState<TState, TOut>(
        OutputMode outputMode, GroupStateTimeout timeout, Func<TKey, GroupRows<T>, GroupState<TState>, IEnumerable<TOut>> function,
        GroupStateOptions<TKey, TState>? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return outputMode is OutputMode.Append or OutputMode.Update
            ? WithState("FlatMapGroupsWithState", outputMode, Settings<TState, TOut>(timeout, options) with { FlatMap = function }, options)
            : throw new ArgumentException("The output mode of function should be append or update");
    }

    /// <summary>Key and state of every key known, from a function that is called for each of them in each batch: the style of DStreams. Needs output mode update.</summary>
    /// <example><code>words.GroupBy(word => word).UpdateStateByKey&lt;long&gt;((rows, count) => count.Update(count.GetOr(0) + rows.Count));</code></example>
    /// <typeparam name="TState">The state.</typeparam>
    /// <param name="function">Takes the rows of a key, none where the batch has none, and its state. A key without a state afterwards is forgotten.</param>
    /// <param name="options">Serde and initial state; null for the defaults.</param>
    public DataStream<KeyValue<TKey, TState>> UpdateStateByKey<TState>(
        Action<GroupRows<T>, GroupState<TState>> function, GroupStateOptions<TKey, TState>? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var settings = Settings<TState, KeyValue<TKey, TState>>(GroupStateTimeout.None, options) with
        {
            CallsEveryKey = true,
            FlatMap = (key, rows, state) =>
            {
                function(rows, state);
                return state.TryGet(out var value) ? [new KeyValue<TKey, TState>(key, value)] : [];
            },
        };
        return WithState("UpdateStateByKey", OutputMode.Update, settings, options);
    }

    /// <summary>The most general operation with state: a processor with any number of state variables and timers for each key.</summary>
    /// <typeparam name="TOut">Rows that go out.</typeparam>
    /// <param name="processor">Makes a processor; called once for each worker of the query.</param>
    /// <param name="timeMode">What timers go by.</param>
    /// <param name="outputMode">What the rows of the processor mean; told to <see cref="StatefulProcessor{TKey, TIn, TOut}.Init"/>.</param>
    /// <param name="options">Event time of rows that go out; null for the defaults.</param>
    public DataStream<TOut> TransformWithState<TOut>(
        Func<StatefulProcessor<TKey, T, TOut>> processor, TimeMode timeMode, OutputMode outputMode, TransformWithStateOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(processor);
        return WithProcessor(processor, timeMode, outputMode, null, options);
    }

    /// <summary>As the other form, with bounded data that the state begins with, read in the first batch of the query.</summary>
    /// <typeparam name="TOut">Rows that go out.</typeparam>
    /// <typeparam name="TInitial">What the state of a key begins with.</typeparam>
    /// <param name="processor">Makes a processor; called once for each worker of the query.</param>
    /// <param name="timeMode">What timers go by.</param>
    /// <param name="outputMode">What the rows of the processor mean.</param>
    /// <param name="initialState">The data.</param>
    /// <param name="options">Event time of rows that go out; null for the defaults.</param>
    public DataStream<TOut> TransformWithState<TOut, TInitial>(
        Func<StatefulProcessorWithInitialState<TKey, T, TOut, TInitial>> processor, TimeMode timeMode, OutputMode outputMode,
        DataStream<KeyValue<TKey, TInitial>> initialState, TransformWithStateOptions<TOut>? options = null)
    {
        ArgumentNullException.ThrowIfNull(processor);
        ArgumentNullException.ThrowIfNull(initialState);
        return WithProcessor(processor, timeMode, outputMode, new InitialStateNode<T, TKey, TOut, TInitial>(initialState.Node), options);
    }

    private GroupStateSettings<T, TKey, TState, TOut> Settings<TState, TOut>(GroupStateTimeout timeout, GroupStateOptions<TKey, TState>? options) => new()
    {
        KeySerde = _keySerde,
        StateSerde = options?.StateSerde ?? Serdes.Default<TState>(),
        Timeout = timeout,
    };

    private DataStream<TOut> WithState<TState, TOut>(string name, OutputMode mode, GroupStateSettings<T, TKey, TState, TOut> settings, GroupStateOptions<TKey, TState>? options) =>
        new(_session, new GroupStateNode<T, TKey, TState, TOut>(name, _input, _keySelector, settings, mode, options?.InitialState?.Node));

    private DataStream<TOut> WithProcessor<TOut>(
        Func<StatefulProcessor<TKey, T, TOut>> processor, TimeMode timeMode, OutputMode mode, InitialStateNode<T, TKey, TOut>? initial, TransformWithStateOptions<TOut>? options)
    {
        var settings = new TransformWithStateSettings<T, TKey, TOut> { NewProcessor = processor, KeySerde = _keySerde, TimeMode = timeMode, OutputMode = mode, EventTime = options?.EventTime };
        return new DataStream<TOut>(_session, new TransformWithStateNode<T, TKey, TOut>(_input, _keySelector, settings, initial));
    }
}
