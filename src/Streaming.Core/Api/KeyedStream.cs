namespace Streaming;

/// <summary>A stream grouped by a key; an aggregate makes a stream of it again.</summary>
/// <remarks>Without a watermark the aggregates need output mode update or complete.</remarks>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed partial class KeyedStream<TKey, T>
{
    private readonly StreamingSession _session;
    private readonly LogicalNode<T> _input;
    private readonly Func<T, TKey> _keySelector;
    private readonly ISerde<TKey> _keySerde;

    internal KeyedStream(StreamingSession session, LogicalNode<T> input, Func<T, TKey> keySelector, ISerde<TKey>? keySerde)
    {
        _session = session;
        _input = input;
        _keySelector = keySelector;
        _keySerde = keySerde ?? Serdes.Default<TKey>();
    }

    /// <summary>Number of records of each key.</summary>
    public DataStream<KeyCount<TKey>> Count() =>
        Aggregate<long, long, KeyCount<TKey>, CountAggregator<T>>("Count", default, static (key, count) => new KeyCount<TKey>(key, count));

    /// <summary>Combines the records of each key two by two.</summary>
    /// <param name="function">Associative and commutative, as in Spark.</param>
    /// <param name="serde">How a record is kept in state; null: <see cref="Serdes.Default{T}"/>.</param>
    public DataStream<KeyValue<TKey, T>> Reduce(Func<T, T, T> function, ISerde<T>? serde = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Values<Optional<T>, T, ReduceAggregator<T>>("Reduce", new ReduceAggregator<T>(function, serde ?? Serdes.Default<T>()));
    }

    /// <summary>An aggregate of one's own.</summary>
    /// <typeparam name="TBuffer">The aggregate; kept in state.</typeparam>
    /// <param name="init">The value of a key without records; a new object each time where it is one.</param>
    /// <param name="add">Adds a record.</param>
    /// <param name="merge">Combines two values of the same key. With it records are combined before they cross to the key's owner: faster.</param>
    /// <param name="serde">How a value is kept in state; null: <see cref="Serdes.Default{T}"/>.</param>
    public DataStream<KeyValue<TKey, TBuffer>> Aggregate<TBuffer>(
        Func<TBuffer> init, Func<TBuffer, T, TBuffer> add, Func<TBuffer, TBuffer, TBuffer>? merge = null, ISerde<TBuffer>? serde = null)
    {
        ArgumentNullException.ThrowIfNull(init);
        ArgumentNullException.ThrowIfNull(add);
        return Values<Optional<TBuffer>, TBuffer, DelegateAggregator<T, TBuffer>>("Aggregate", new DelegateAggregator<T, TBuffer>(init, add, merge, serde ?? Serdes.Default<TBuffer>()));
    }

    /// <summary>An aggregate of one's own as a struct: nothing stands between the engine's loop and it.</summary>
    /// <typeparam name="TBuffer">The intermediate value; kept in state.</typeparam>
    /// <typeparam name="TOut">The result.</typeparam>
    /// <typeparam name="TAggregator">The aggregate.</typeparam>
    /// <param name="aggregator">The aggregate.</param>
    public DataStream<KeyValue<TKey, TOut>> Aggregate<TBuffer, TOut, TAggregator>(TAggregator aggregator)
        where TAggregator : struct, IAggregator<T, TBuffer, TOut> => Values<TBuffer, TOut, TAggregator>("Aggregate", aggregator);

    /// <summary>Sum of integers; 64 bits, an overflow fails the batch as in Spark.</summary>
    public DataStream<KeyValue<TKey, long>> Sum(Func<T, long> selector) => Sum<long>(selector);

    /// <summary>Sum of floating-point numbers.</summary>
    public DataStream<KeyValue<TKey, double>> Sum(Func<T, double> selector) => Sum<double>(selector);

    /// <summary>Sum of decimals.</summary>
    public DataStream<KeyValue<TKey, decimal>> Sum(Func<T, decimal> selector) => Sum<decimal>(selector);

    /// <summary>Mean of numbers.</summary>
    public DataStream<KeyValue<TKey, double>> Average(Func<T, double> selector) => Average<double>(selector);

    /// <summary>Mean of decimals.</summary>
    public DataStream<KeyValue<TKey, decimal>> Average(Func<T, decimal> selector) => Average<decimal>(selector);

    /// <summary>Smallest value of each key; nulls do not count.</summary>
    public DataStream<KeyValue<TKey, TValue?>> Min<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) => Extreme("Min", selector, largest: false, serde);

    /// <summary>Largest value of each key; nulls do not count, NaN is larger than all numbers.</summary>
    public DataStream<KeyValue<TKey, TValue?>> Max<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) => Extreme("Max", selector, largest: true, serde);

    /// <summary>First value of each key, see <see cref="StreamAggregates{T}.First"/>.</summary>
    public DataStream<KeyValue<TKey, TValue?>> First<TValue>(Func<T, TValue> selector, Func<T, DateTimeOffset>? by = null, ISerde<TValue>? serde = null) =>
        Values(StreamAggregates<T>.Instance.First(selector, by, serde));

    /// <summary>Last value of each key, see <see cref="StreamAggregates{T}.Last"/>.</summary>
    public DataStream<KeyValue<TKey, TValue?>> Last<TValue>(Func<T, TValue> selector, Func<T, DateTimeOffset>? by = null, ISerde<TValue>? serde = null) =>
        Values(StreamAggregates<T>.Instance.Last(selector, by, serde));

    /// <summary>All values of each key that are not null.</summary>
    public DataStream<KeyValue<TKey, TValue[]>> CollectList<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) =>
        Values(StreamAggregates<T>.Instance.CollectList(selector, serde));

    /// <summary>The different values of each key that are not null.</summary>
    public DataStream<KeyValue<TKey, TValue[]>> CollectSet<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) =>
        Values(StreamAggregates<T>.Instance.CollectSet(selector, serde));

    /// <summary>About how many different values each key has, see <see cref="StreamAggregates{T}.ApproxCountDistinct"/>.</summary>
    public DataStream<KeyValue<TKey, long>> ApproxCountDistinct<TValue>(Func<T, TValue> selector, double relativeStandardDeviation = 0.05, ISerde<TValue>? serde = null) =>
        Values(StreamAggregates<T>.Instance.ApproxCountDistinct(selector, relativeStandardDeviation, serde));

    /// <summary>Windows of event time (<see cref="TumblingWindow"/>, <see cref="SlidingWindow"/>) for each key; records without event time belong to none.</summary>
    /// <param name="window">The windows.</param>
    /// <remarks>The event time is what <see cref="DataStream{T}.WithWatermark"/> says; without it that of the source, and windows then never close.</remarks>
    public WindowedStream<TKey, T> Window(FixedWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return NewWindowed(window, null, null);
    }

    /// <summary>Sessions of each key.</summary>
    public WindowedStream<TKey, T> Window(SessionWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return NewWindowed(null, window, null);
    }

    /// <summary>Sessions of each key, with a gap that each record has of its own.</summary>
    public WindowedStream<TKey, T> Window(SessionWindow<T> window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return NewWindowed(null, null, window.Gap);
    }

    private WindowedStream<TKey, T> NewWindowed(FixedWindow? window, SessionWindow? session, Func<T, TimeSpan>? gap) => new(_session, _input, _keySelector, _keySerde, window, session, gap, null);

    private DataStream<KeyValue<TKey, TOut>> Values<TOut>(StreamAggregate<T, TOut> aggregate) => Rows(aggregate, static (key, value) => new KeyValue<TKey, TOut>(key, value));

    private DataStream<TRow> Rows<TOut, TRow>(StreamAggregate<T, TOut> aggregate, Func<TKey, TOut, TRow> makeRow) =>
        new(_session, aggregate.Accept(new NodeMaker<TOut, TRow>(this, makeRow)));

    private DataStream<KeyValue<TKey, TNumber>> Sum<TNumber>(Func<T, TNumber> selector)
        where TNumber : struct, System.Numerics.INumber<TNumber>
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Values<TNumber, TNumber, SumAggregator<T, TNumber>>("Sum", new SumAggregator<T, TNumber>(selector));
    }

    private DataStream<KeyValue<TKey, TNumber>> Average<TNumber>(Func<T, TNumber> selector)
        where TNumber : struct, System.Numerics.INumber<TNumber>
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Values<AverageBuffer<TNumber>, TNumber, AverageAggregator<T, TNumber>>("Average", new AverageAggregator<T, TNumber>(selector));
    }

    private DataStream<KeyValue<TKey, TValue?>> Extreme<TValue>(string name, Func<T, TValue> selector, bool largest, ISerde<TValue>? serde)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Values<Optional<TValue>, TValue?, ExtremeAggregator<T, TValue>>(name, new ExtremeAggregator<T, TValue>(selector, largest, serde ?? Serdes.Default<TValue>()));
    }

    private DataStream<KeyValue<TKey, TOut>> Values<TBuffer, TOut, TAggregator>(string name, TAggregator aggregator)
        where TAggregator : struct, IAggregator<T, TBuffer, TOut> =>
        Aggregate<TBuffer, TOut, KeyValue<TKey, TOut>, TAggregator>(name, aggregator, static (key, value) => new KeyValue<TKey, TOut>(key, value));

    private DataStream<TRow> Aggregate<TBuffer, TOut, TRow, TAggregator>(string name, TAggregator aggregator, Func<TKey, TOut, TRow> makeRow)
        where TAggregator : struct, IAggregator<T, TBuffer, TOut> =>
        new(_session, new KeyedAggregateNode<T, TKey, TBuffer, TOut, TRow, TAggregator>(name, _input, _keySelector, _keySerde, aggregator, makeRow));

    private sealed class NodeMaker<TOut, TRow>(KeyedStream<TKey, T> stream, Func<TKey, TOut, TRow> makeRow) : IAggregateVisitor<T, TOut, LogicalNode<TRow>>
    {
        public LogicalNode<TRow> Visit<TBuffer, TAggregator>(AggregateOf<T, TBuffer, TOut, TAggregator> aggregate)
            where TAggregator : struct, IAggregator<T, TBuffer, TOut> =>
            new KeyedAggregateNode<T, TKey, TBuffer, TOut, TRow, TAggregator>(aggregate.Name, stream._input, stream._keySelector, stream._keySerde, aggregate.Aggregator, makeRow);
    }
}
