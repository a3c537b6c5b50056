namespace Streaming;

/// <summary>A stream of typed records. Immutable: each operation returns a new stream, and nothing runs before <c>Start</c>.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed partial class DataStream<T>
{
    internal DataStream(StreamingSession session, LogicalNode<T> node)
    {
        Session = session;
        Node = node;
    }

    /// <summary>The plan so far.</summary>
    public LogicalNode<T> Node { get; }

    internal StreamingSession Session { get; }

    /// <summary>One record from each record.</summary>
    public DataStream<TOut> Map<TOut>(Func<T, TOut> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return With(new MapNode<T, TOut>(Node, function));
    }

    /// <summary>The records for which a condition holds.</summary>
    public DataStream<T> Filter(Func<T, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return With(new FilterNode<T>(Node, predicate));
    }

    /// <summary>Any number of records from each record.</summary>
    public DataStream<TOut> FlatMap<TOut>(Func<T, IEnumerable<TOut>> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return With(new FlatMapNode<T, TOut>(Node, function));
    }

    /// <summary>Any number of records from each record, without a collection in between: the fast form.</summary>
    /// <example>
    /// <code>
    /// // words as slices of the record's bytes, no string
    /// stream.FlatMap&lt;Utf8Slice&gt;((record, output) => record.ValueSlice.Split((byte)' ', output));
    /// </code>
    /// </example>
    public DataStream<TOut> FlatMap<TOut>(FlatMapFunction<T, TOut> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return With(new FlatMapNode<T, TOut>(Node, function));
    }

    /// <summary>Shows each record to an action and passes it on unchanged.</summary>
    public DataStream<T> Peek(Action<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return With(new PeekNode<T>(Node, action));
    }

    /// <summary>The same records; a value made of the records of each batch goes into its progress (<see cref="StreamingQueryProgress.ObservedMetrics"/>), its properties as JSON.</summary>
    /// <example><code>orders.Observe("orders", () => new Totals(0, 0), (seen, order) => new Totals(seen.Count + 1, seen.Sum + order.Amount), (left, right) => new Totals(left.Count + right.Count, left.Sum + right.Sum))</code></example>
    /// <typeparam name="TMetrics">The value; a record, class or struct.</typeparam>
    /// <param name="name">Name of the metrics, one of a kind in the query.</param>
    /// <param name="init">The value of a batch without records.</param>
    /// <param name="add">Adds a record.</param>
    /// <param name="merge">Combines the values of two workers.</param>
    public DataStream<T> Observe<TMetrics>(string name, Func<TMetrics> init, Func<TMetrics, T, TMetrics> add, Func<TMetrics, TMetrics, TMetrics> merge)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(init);
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(merge);
        return With(new TypedObserveNode<T, TMetrics>(Node, name, init, add, merge));
    }

    /// <summary>Says what the event time of a record is, and how late records may come: state of times that are over by more than that is finished and removed.</summary>
    /// <param name="eventTime">The event time; null where a record has none.</param>
    /// <param name="delay">A duration such as <c>10 minutes</c>, not negative; a month counts 31 days.</param>
    /// <param name="options">What else is wanted.</param>
    /// <example><code>quotes.WithWatermark(quote => quote.Time, "10 seconds")</code></example>
    /// <exception cref="StreamingException">The delay is no duration, or negative.</exception>
    public DataStream<T> WithWatermark(Func<T, DateTimeOffset?> eventTime, string delay, WatermarkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(eventTime);
        return With(new WatermarkNode<T>(Node, eventTime, WatermarkDelay.Parse(delay), options ?? WatermarkOptions.Default));
    }

    /// <summary>The records of both streams.</summary>
    public DataStream<T> Union(DataStream<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Session != Session)
        {
            throw new ArgumentException("Both streams of a union must come from the same session.", nameof(other));
        }

        return With(new UnionNode<T>(Node, other.Node));
    }

    /// <summary>Spreads the records evenly over a number of partitions, so that what follows runs on as many workers.</summary>
    /// <param name="partitions">At least 1.</param>
    public DataStream<T> Repartition(int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        return With(new RepartitionNode<T>(Node, partitions));
    }

    /// <summary>The first record with each key.</summary>
    /// <remarks>Every key is kept in state: for ever, or with <paramref name="withEventTime"/> until the watermark has passed its time.</remarks>
    /// <typeparam name="TKey">The key: a primitive, string, tuple or record, or any type with a serde.</typeparam>
    /// <param name="keySelector">Takes the key of a record. A null key is a key of its own.</param>
    /// <param name="withEventTime">Whether the event time is part of the key: records of one key and different times are no duplicates.</param>
    /// <param name="keySerde">How keys are written; null: <see cref="Serdes.Default{T}"/>.</param>
    /// <exception cref="StreamingException">The event time is wanted and there is none.</exception>
    public DataStream<T> DropDuplicates<TKey>(Func<T, TKey> keySelector, bool withEventTime = false, ISerde<TKey>? keySerde = null)
    {
        ArgumentNullException.ThrowIfNull(keySelector);
        var node = new KeyedDeduplicateNode<T, TKey>(Node, keySelector, keySerde ?? Serdes.Default<TKey>(), isWithinWatermark: false, withEventTime);
        return !withEventTime || node.HasEventTime
            ? With(node)
            : throw new StreamingException("EVENT_TIME_MISSING", "DropDuplicates(..., withEventTime: true) needs to know the event time of the records: call WithWatermark before it.");
    }

    /// <summary>The first record with each key, where a key is forgotten when the watermark has passed its first record by the delay of the watermark.</summary>
    /// <remarks>Duplicates whose event times are no further apart than the delay are dropped for sure. Needs a watermark.</remarks>
    /// <typeparam name="TKey">The key: a primitive, string, tuple or record, or any type with a serde.</typeparam>
    /// <param name="keySelector">Takes the key of a record. A null key is a key of its own.</param>
    /// <param name="keySerde">How keys are written; null: <see cref="Serdes.Default{T}"/>.</param>
    public DataStream<T> DropDuplicatesWithinWatermark<TKey>(Func<T, TKey> keySelector, ISerde<TKey>? keySerde = null)
    {
        ArgumentNullException.ThrowIfNull(keySelector);
        return With(new KeyedDeduplicateNode<T, TKey>(Node, keySelector, keySerde ?? Serdes.Default<TKey>(), isWithinWatermark: true, hasEventTimeKey: false));
    }

    /// <summary>The first records: of the whole stream in append mode, after which nothing comes any more; of each result in complete mode.</summary>
    /// <param name="count">How many; with several workers it is a matter of chance which records are the first.</param>
    public DataStream<T> Limit(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return With(new TypedLimitNode<T>(Node, count));
    }

    /// <summary>Each record once, by its whole value.</summary>
    /// <param name="serde">How records are written; null: <see cref="Serdes.Default{T}"/>.</param>
    public DataStream<T> Distinct(ISerde<T>? serde = null) => DropDuplicates(static record => record, keySerde: serde);

    /// <summary>Groups the records by a key.</summary>
    /// <typeparam name="TKey">The key: a primitive, string, tuple or record, or any type with a serde.</typeparam>
    /// <param name="keySelector">Takes the key of a record. A null key is a group of its own.</param>
    /// <param name="keySerde">How keys are written; null: <see cref="Serdes.Default{T}"/>.</param>
    public KeyedStream<TKey, T> GroupBy<TKey>(Func<T, TKey> keySelector, ISerde<TKey>? keySerde = null)
    {
        ArgumentNullException.ThrowIfNull(keySelector);
        return new KeyedStream<TKey, T>(Session, Node, keySelector, keySerde);
    }

    /// <summary>LINQ's name for <see cref="Map"/>.</summary>
    public DataStream<TOut> Select<TOut>(Func<T, TOut> function) => Map(function);

    /// <summary>LINQ's name for <see cref="Filter"/>.</summary>
    public DataStream<T> Where(Func<T, bool> predicate) => Filter(predicate);

    /// <summary>LINQ's name for <c>FlatMap</c>.</summary>
    public DataStream<TOut> SelectMany<TOut>(Func<T, IEnumerable<TOut>> function) => FlatMap(function);

    /// <summary>Describes where the records go.</summary>
    public DataStreamWriter<T> WriteStream() => new(this);

    /// <summary>The records as an observable, in append mode; see <see cref="DataStreamWriter{T}.AsObservable"/>.</summary>
    public IObservable<T> AsObservable() => WriteStream().AsObservable();

    /// <summary>The plan so far, as text or as a Mermaid flowchart.</summary>
    public string Explain(ExplainMode mode = ExplainMode.Extended) => mode == ExplainMode.Mermaid ? PlanText.Mermaid(Node) : PlanText.Of(Node);

    private DataStream<TOut> With<TOut>(LogicalNode<TOut> node) => new(Session, node);
}
