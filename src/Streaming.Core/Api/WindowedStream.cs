namespace Streaming;

/// <summary>A stream grouped by key and window; an aggregate makes a stream of it again.</summary>
/// <remarks>
/// In append mode a window comes out once, when the watermark passes its end; in update mode whenever it changed (not sessions), in complete mode all windows come out in each batch.
/// Records that come when their windows are finished are dropped and counted (<c>numRowsDroppedByWatermark</c>), or kept apart with <see cref="LateRows"/>.
/// </remarks>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed partial class WindowedStream<TKey, T>
{
    private readonly StreamingSession _session;
    private readonly LogicalNode<T> _input;
    private readonly Func<T, TKey> _keySelector;
    private readonly ISerde<TKey> _keySerde;
    private readonly FixedWindow? _window;
    private readonly SessionWindow? _sessionWindow;
    private readonly Func<T, TimeSpan>? _gap;
    private readonly LateRowsSink? _late;

    internal WindowedStream(
        StreamingSession session, LogicalNode<T> input, Func<T, TKey> keySelector, ISerde<TKey> keySerde, FixedWindow? window, SessionWindow? sessionWindow, Func<T, TimeSpan>? gap, LateRowsSink? late)
    {
        _session = session;
        _input = input;
        _keySelector = keySelector;
        _keySerde = keySerde;
        _window = window;
        _sessionWindow = sessionWindow;
        _gap = gap;
        _late = late;
    }

    /// <summary>Sends the records whose windows are all finished to a sink of their own; they are counted as dropped all the same.</summary>
    /// <param name="sink">Chooses the sink: its format and options, or a provider. Trigger, mode and name are those of the query.</param>
    /// <example><code>windows.LateRows(late => late.Format("kafka").Option("topic", "late-trades").Option("kafka.bootstrap.servers", servers)).Count()</code></example>
    public WindowedStream<TKey, T> LateRows(Action<DataStreamWriter<T>> sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var writer = new DataStreamWriter<T>(new DataStream<T>(_session, _input));
        sink(writer);
        return new WindowedStream<TKey, T>(_session, _input, _keySelector, _keySerde, _window, _sessionWindow, _gap, writer.ToLateRowsSink());
    }

    /// <summary>Number of records of each window.</summary>
    public DataStream<WindowedCount<TKey>> Count() => Rows(StreamAggregates<T>.Instance.Count(), static (key, window, count) => new WindowedCount<TKey>(key, window, count));

    /// <summary>Combines the records of each window two by two.</summary>
    /// <param name="function">Associative and commutative, as in Spark.</param>
    /// <param name="serde">How a record is kept in state; null: <see cref="Serdes.Default{T}"/>.</param>
    public DataStream<Windowed<TKey, T>> Reduce(Func<T, T, T> function, ISerde<T>? serde = null) => Values(StreamAggregates<T>.Instance.Reduce(function, serde));

    /// <summary>An aggregate of one's own, see <see cref="StreamAggregates{T}.Of{TBuffer}"/>.</summary>
    public DataStream<Windowed<TKey, TBuffer>> Aggregate<TBuffer>(
        Func<TBuffer> init, Func<TBuffer, T, TBuffer> add, Func<TBuffer, TBuffer, TBuffer>? merge = null, ISerde<TBuffer>? serde = null) => Values(StreamAggregates<T>.Instance.Of(init, add, merge, serde));

    /// <summary>Sum of integers; 64 bits, an overflow fails the batch as in Spark.</summary>
    public DataStream<Windowed<TKey, long>> Sum(Func<T, long> selector) => Values(StreamAggregates<T>.Instance.Sum(selector));

    /// <summary>Sum of floating-point numbers.</summary>
    public DataStream<Windowed<TKey, double>> Sum(Func<T, double> selector) => Values(StreamAggregates<T>.Instance.Sum(selector));

    /// <summary>Sum of decimals.</summary>
    public DataStream<Windowed<TKey, decimal>> Sum(Func<T, decimal> selector) => Values(StreamAggregates<T>.Instance.Sum(selector));

    /// <summary>Mean of numbers.</summary>
    public DataStream<Windowed<TKey, double>> Average(Func<T, double> selector) => Values(StreamAggregates<T>.Instance.Average(selector));

    /// <summary>Mean of decimals.</summary>
    public DataStream<Windowed<TKey, decimal>> Average(Func<T, decimal> selector) => Values(StreamAggregates<T>.Instance.Average(selector));

    /// <summary>Smallest value of each window; nulls do not count.</summary>
    public DataStream<Windowed<TKey, TValue?>> Min<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) => Values(StreamAggregates<T>.Instance.Min(selector, serde));

    /// <summary>Largest value of each window; nulls do not count, NaN is larger than all numbers.</summary>
    public DataStream<Windowed<TKey, TValue?>> Max<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) => Values(StreamAggregates<T>.Instance.Max(selector, serde));

    /// <summary>First value of each window, see <see cref="StreamAggregates{T}.First"/>.</summary>
    public DataStream<Windowed<TKey, TValue?>> First<TValue>(Func<T, TValue> selector, Func<T, DateTimeOffset>? by = null, ISerde<TValue>? serde = null) => Values(StreamAggregates<T>.Instance.First(selector, by, serde));

    /// <summary>Last value of each window, see <see cref="StreamAggregates{T}.Last"/>.</summary>
    public DataStream<Windowed<TKey, TValue?>> Last<TValue>(Func<T, TValue> selector, Func<T, DateTimeOffset>? by = null, ISerde<TValue>? serde = null) => Values(StreamAggregates<T>.Instance.Last(selector, by, serde));

    /// <summary>All values of each window that are not null.</summary>
    public DataStream<Windowed<TKey, TValue[]>> CollectList<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) => Values(StreamAggregates<T>.Instance.CollectList(selector, serde));

    /// <summary>The different values of each window that are not null.</summary>
    public DataStream<Windowed<TKey, TValue[]>> CollectSet<TValue>(Func<T, TValue> selector, ISerde<TValue>? serde = null) => Values(StreamAggregates<T>.Instance.CollectSet(selector, serde));

    /// <summary>About how many different values each window has, see <see cref="StreamAggregates{T}.ApproxCountDistinct"/>.</summary>
    public DataStream<Windowed<TKey, long>> ApproxCountDistinct<TValue>(Func<T, TValue> selector, double relativeStandardDeviation = 0.05, ISerde<TValue>? serde = null) =>
        Values(StreamAggregates<T>.Instance.ApproxCountDistinct(selector, relativeStandardDeviation, serde));

    private DataStream<Windowed<TKey, TOut>> Values<TOut>(StreamAggregate<T, TOut> aggregate) => Rows(aggregate, static (key, window, value) => new Windowed<TKey, TOut>(key, window, value));

    private DataStream<TRow> Rows<TOut, TRow>(StreamAggregate<T, TOut> aggregate, Func<TKey, TimeWindow, TOut, TRow> makeRow)
    {
        if (_window is null && !aggregate.CanMerge)
        {
            throw new StreamingException("SESSION_WINDOW_MERGE", $"Sessions that meet become one, which needs an aggregate whose values can be combined: give {aggregate.Name} a merge function.");
        }

        return new DataStream<TRow>(_session, aggregate.Accept(new NodeMaker<TOut, TRow>(this, makeRow)));
    }

    private sealed class NodeMaker<TOut, TRow>(WindowedStream<TKey, T> stream, Func<TKey, TimeWindow, TOut, TRow> makeRow) : IAggregateVisitor<T, TOut, LogicalNode<TRow>>
    {
        public LogicalNode<TRow> Visit<TBuffer, TAggregator>(AggregateOf<T, TBuffer, TOut, TAggregator> aggregate)
            where TAggregator : struct, IAggregator<T, TBuffer, TOut> => stream._window is { } window
            ? new WindowedAggregateNode<T, TKey, TBuffer, TOut, TRow, TAggregator>(stream._input, stream._keySelector, stream._keySerde, window, aggregate.Aggregator, makeRow, stream._late)
            : new SessionWindowNode<T, TKey, TBuffer, TOut, TRow, TAggregator>(
                stream._input, stream._keySelector, stream._keySerde, stream._sessionWindow, stream._gap, aggregate.Aggregator, aggregate.KeepsOrder, makeRow, stream._late);
    }
}
