namespace Streaming.Testing;

/// <summary>Runs queries batch by batch in a test: topics in memory, a clock that the test moves, the test's own thread.</summary>
/// <remarks>
/// <para>The format <c>kafka</c> reads and writes topics of the driver and takes the options of the real one; every other source and sink is the real one.
/// There is one worker, no thread, no waiting, no broker and, unless asked for, no file. The same test always does the same.</para>
/// <para>Triggers do not count: a batch runs when <see cref="RunBatch"/> or <see cref="ProcessAll"/> says so, never because the clock moved. Queries with
/// <c>Trigger.Once</c> and <c>Trigger.AvailableNow</c> end as usual; what is available is fixed by their first batch.</para>
/// <para>Checkpoints are kept over <see cref="Restart"/> and <see cref="Crash()"/>, and so are the topics and the clock.</para>
/// </remarks>
/// <example>
/// <code>
/// using var driver = new TopologyTestDriver(session => session.ReadStream()
///     .Format("kafka").Option("subscribe", "lines").Load&lt;KafkaRecord&gt;()
///     .FlatMap(record => record.ValueText.Split(' '))
///     .GroupBy(word => word).Count()
///     .WriteStream().OutputMode(OutputMode.Update).Console());
/// driver.CreateInputTopic("lines", Serdes.Utf8, Serdes.Utf8).PipeValues("a b a", "b a");
/// driver.RunBatch();
/// var counts = driver.Rows&lt;KeyCount&lt;string&gt;&gt;();   // (a, 3), (b, 2)
/// </code>
/// </example>
public sealed class TopologyTestDriver : IDisposable, IAsyncDisposable
{
    private readonly TopologyTestDriverOptions _options;
    private readonly MemoryTopics _topics;
    private readonly IFileSystem _files;
    private readonly SinkRows _rows = new();
    private readonly List<StreamingQueryProgress> _progress = [];
    private readonly List<DriverQuery> _queries = [];
    private readonly List<DriverQuery> _crashed = [];
    private IReadOnlyList<Func<StreamingSession, IQueryDefinition>> _definitions;
    private DroppedRows _droppedBefore;
    private StreamingSession? _session;
    private bool _isDisposed;

    /// <summary>Starts a query.</summary>
    /// <param name="query">Describes the query, up to and without <c>Start()</c>; called again by each restart.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="StreamingException">The query cannot run; the same errors as <c>Start()</c> gives.</exception>
    public TopologyTestDriver(Func<StreamingSession, IQueryDefinition> query, TopologyTestDriverOptions? options = null)
        : this([query], options)
    {
    }

    /// <summary>Starts several queries over the same topics and clock; batches run in this order.</summary>
    /// <param name="queries">Describe the queries.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public TopologyTestDriver(IReadOnlyList<Func<StreamingSession, IQueryDefinition>> queries, TopologyTestDriverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        foreach (var query in queries)
        {
            ArgumentNullException.ThrowIfNull(query, nameof(queries));
        }

        _definitions = queries;
        _options = options ?? new TopologyTestDriverOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Partitions, 1, nameof(options));
        _topics = new MemoryTopics(_options.Partitions);
        _files = _options.FileSystem ?? (_options.CheckpointFolder is null ? new InMemoryFileSystem() : LocalFileSystem.Instance);
        Clock = new ManualTimeProvider(_options.StartTime);
        foreach (var (topic, partitions) in _options.Topics)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1, nameof(options));
            _topics.GetOrAdd(topic, partitions);
        }

        _options.BeforeStart?.Invoke(this);
        Start();
    }

    /// <summary>The wall clock; the <see cref="TimeProvider"/> of the session.</summary>
    public ManualTimeProvider Clock { get; }

    /// <summary>The session of the current run: listeners, formats, memory tables. A restart makes a new one.</summary>
    public StreamingSession Session => _session ?? throw new InvalidOperationException("The queries have not been started yet.");

    /// <summary>True when every query has ended by itself (<c>Trigger.Once</c>, <c>Trigger.AvailableNow</c>).</summary>
    public bool HasEnded => _queries.Count > 0 && _queries.TrueForAll(query => query.HasEnded);

    /// <summary>What each batch did, in the order they ran, over all runs.</summary>
    public IReadOnlyList<StreamingQueryProgress> Progress => _progress;

    /// <summary>Rows that did not reach the end, in committed batches of all runs.</summary>
    public DroppedRows DroppedRows => _queries.Aggregate(_droppedBefore, (sum, query) => Add(sum, query.Dropped));

    /// <summary>Names of the topics that the queries wrote to.</summary>
    public IReadOnlyList<string> ProducedTopics => [.. _topics.All.Where(topic => topic.IsProduced).Select(topic => topic.Name)];

    /// <summary>Opens a topic for piping records to it, and makes it where it does not exist. A topic may be opened several times; each object has its own clock.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="topic">The topic.</param>
    /// <param name="keys">How keys are written.</param>
    /// <param name="values">How values are written.</param>
    /// <param name="options">Clock and partitions; null for the defaults.</param>
    public TestInputTopic<TKey, TValue> CreateInputTopic<TKey, TValue>(string topic, ISerde<TKey> keys, ISerde<TValue> values, TestInputTopicOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        options ??= new TestInputTopicOptions();
        return new TestInputTopic<TKey, TValue>(_topics, _topics.GetOrAdd(topic, options.Partitions), keys, values, options.StartTime ?? _options.StartTime, options.AutoAdvance);
    }

    /// <summary>Opens a topic for reading what the queries write to it.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="topic">The topic; need not exist yet.</param>
    /// <param name="keys">How keys are read.</param>
    /// <param name="values">How values are read.</param>
    public TestOutputTopic<TKey, TValue> CreateOutputTopic<TKey, TValue>(string topic, ISerde<TKey> keys, ISerde<TValue> values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        return new TestOutputTopic<TKey, TValue>(_topics, topic, keys, values);
    }

    /// <summary>Runs one micro-batch of each query that has something to do.</summary>
    /// <returns>False where no query had.</returns>
    /// <exception cref="StreamingQueryException">A query failed; it fails again until <see cref="Restart"/>.</exception>
    public bool RunBatch()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        bool any = false;
        foreach (var query in _queries)
        {
            any |= RunOne(query, null);
        }

        return any;
    }

    /// <summary>Runs batches until no query has anything to do.</summary>
    /// <param name="maxBatches">More than this is an error: queries that feed themselves would never end.</param>
    /// <returns>How often <see cref="RunBatch"/> did something.</returns>
    /// <exception cref="StreamingQueryException">A query failed.</exception>
    public int ProcessAll(int maxBatches = 10_000)
    {
        for (int i = 0; i < maxBatches; i++)
        {
            if (!RunBatch())
            {
                return i;
            }
        }

        throw new StreamingException(
            "TEST_DRIVER_ENDLESS", $"After {maxBatches} batches there is still something to do. Does a query write to a topic that it reads? Use RunBatch() for such a query.");
    }

    /// <summary>Moves the wall clock by exactly this much. Runs no batch and does not move the clocks of input topics.</summary>
    /// <param name="by">How far; zero or more.</param>
    public void AdvanceWallClock(TimeSpan by) => Clock.Advance(by);

    /// <summary>Everything that was written and not read, over all topics in the order it was written; keys and values as UTF-8 text.</summary>
    public IReadOnlyList<TestRecord<string, string>> Drain() => Drain(Serdes.Utf8, Serdes.Utf8);

    /// <summary>Everything that was written and not read, over all topics in the order it was written.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="keys">How keys are read.</param>
    /// <param name="values">How values are read.</param>
    public IReadOnlyList<TestRecord<TKey, TValue>> Drain<TKey, TValue>(ISerde<TKey> keys, ISerde<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        var records = _topics.Unread.Select(record => record.Read(keys, values)).ToArray();
        _topics.Unread.Clear();
        return records;
    }

    /// <summary>All rows that a sink other than <c>kafka</c> has committed, oldest first; those of a batch that ran again come again.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="queryName">Which query's; null: all with such rows.</param>
    public IReadOnlyList<T> Rows<T>(string? queryName = null) => [.. Batches<T>(queryName).SelectMany(batch => batch.Rows)];

    /// <summary>The same as <see cref="Rows"/>, batch by batch.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="queryName">Which query's; null: all with such rows.</param>
    /// <exception cref="StreamingException">There are rows of other types only.</exception>
    public IReadOnlyList<TestBatch<T>> Batches<T>(string? queryName = null)
    {
        var batches = _rows.Batches<T>(queryName);
        return batches.Count > 0 || _rows.Types.Count == 0 || _rows.Types.Contains(TypeNames.Of(typeof(T)))
            ? batches
            : throw new StreamingException("TEST_ROW_TYPE", $"No sink took rows of type {TypeNames.Of(typeof(T))}; there are rows of type {string.Join(", ", _rows.Types)}.");
    }

    /// <summary>Names of the operators that keep state, as <see cref="Explain"/> has them.</summary>
    public IReadOnlyList<string> StatefulOperators => [.. Stateful().Select(entry => entry.Name)];

    /// <summary>The state of an operator as after the last batch: a row a key, in the order in which the keys came.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the results, for example <see cref="long"/> for counts.</typeparam>
    /// <param name="operatorName">One of <see cref="StatefulOperators"/>; null where there is only one.</param>
    /// <param name="variable">The variable of a <see cref="StatefulProcessor{TKey, TIn, TOut}"/>; each element of a list and each value of a map is a row of its own. Null for other operators.</param>
    /// <exception cref="StreamingException">There is no such operator, or its types are others; the text says which.</exception>
    public IReadOnlyList<(TKey Key, TValue Value)> State<TKey, TValue>(string? operatorName = null, string? variable = null)
    {
        var all = Stateful().ToArray();
        var found = operatorName is null ? all : [.. all.Where(entry => entry.Name == operatorName)];
        if (found.Length != 1)
        {
            throw new StreamingException(
                "TEST_STATE_OPERATOR",
                (operatorName is null ? $"The queries have {all.Length} operators with state; State() without a name needs exactly one." : $"There is no operator '{operatorName}' with state.")
                + $" Operators with state: {(all.Length == 0 ? "none" : string.Join(", ", all.Select(entry => entry.Name)))}.");
        }

        object rows = found[0].Node.Accept(new StateReader(found[0].State, variable), false);
        rows = rows is IProcessorStateReader processor ? processor.Read(Serdes.Default<TValue>()) : rows;
        return rows as IReadOnlyList<(TKey, TValue)> ?? throw new StreamingException(
            "TEST_STATE_TYPE",
            $"The state of {found[0].Name} is State<{string.Join(", ", rows.GetType().GetGenericArguments()[0].GetGenericArguments().Select(TypeNames.Of))}>(), not State<{TypeNames.Of(typeof(TKey))}, {TypeNames.Of(typeof(TValue))}>().");
    }

    /// <summary>The physical plans of the queries as text.</summary>
    public string Explain() => string.Join('\n', _queries.Select(query => query.Explain()));

    /// <summary>Stops the queries and starts them on the same checkpoint: a new session, new query objects, state read back.</summary>
    /// <param name="query">Another version of the (only) query; null: the same as before.</param>
    public void Restart(Func<StreamingSession, IQueryDefinition>? query = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (query is not null)
        {
            _definitions = _definitions.Count == 1 ? [query] : throw new ArgumentException("The driver has several queries; restart them as they are.", nameof(query));
        }

        Stop();
        Start();
    }

    /// <summary>Lets the process die between two batches and starts the queries again. Nothing is flushed, and files lose what was not synced.</summary>
    public void Crash()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Die();
        Start();
    }

    /// <summary>Runs the next batch, lets the process die after one of its steps, and starts the queries again; the next <see cref="RunBatch"/> runs that batch again unless it was committed.</summary>
    /// <param name="after">The step that is the last one done.</param>
    /// <exception cref="InvalidOperationException">No query had anything to do.</exception>
    public void Crash(BatchStep after)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        foreach (var query in _queries)
        {
            try
            {
                RunOne(query, after);
            }
            catch (SimulatedCrash)
            {
                Crash();
                return;
            }
        }

        throw new InvalidOperationException($"No query had anything to do, so none could crash after {after}. Pipe records first.");
    }

    /// <summary>Stops the queries.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Stop();
        foreach (var query in _crashed)
        {
            query.Dispose();
        }

        _crashed.Clear();
    }

    /// <summary>Stops the queries.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static DroppedRows Add(DroppedRows left, DroppedRows right) =>
        new(left.Skipped + right.Skipped, left.DeadLetters + right.DeadLetters, left.Late + right.Late);

    private IEnumerable<(string Name, LogicalNode Node, IStatefulOperator State)> Stateful()
    {
        var all = _queries.SelectMany(query => query.StatefulOperators().Select(entry => (Query: query.Name, entry.Name, entry.Node, entry.State)));
        return all.Select(entry => (_queries.Count > 1 && entry.Query is { } query ? $"{query}.{entry.Name}" : entry.Name, entry.Node, entry.State));
    }

    private bool RunOne(DriverQuery query, BatchStep? crashAfter)
    {
        if (query.RunBatch(crashAfter) is not { } progress)
        {
            return false;
        }

        _progress.Add(progress);
        return true;
    }

    private void Start()
    {
        _topics.ForgetReaders();
        _session = StreamingSession.Create(SessionOptions(), new RefusingBackend(), deliverInline: true);
        _session.Formats.Register<KafkaRecord>(new MemoryTopicSourceProvider(_topics));
        _session.Formats.Register(new MemoryTopicSinkProvider(_topics));
        try
        {
            for (int i = 0; i < _definitions.Count; i++)
            {
                _queries.Add(DriverQuery.Start(_session.Environment, _definitions[i](_session).ToPlan(), QueryOptions(i)));
            }
        }
        catch
        {
            Stop();
            throw;
        }
    }

    private StreamingSessionOptions SessionOptions()
    {
        var configuration = new Dictionary<string, string>(_options.Configuration, StringComparer.Ordinal);

        // Without a query name the folder below it would be another one after each restart.
        configuration.Remove(ConfigurationNames.CheckpointLocation);
        return new StreamingSessionOptions { Name = "test", Time = Clock, LoggerFactory = _options.LoggerFactory, Configuration = configuration };
    }

    private PreparedQueryOptions QueryOptions(int number)
    {
        string folder = _options.CheckpointFolder is { } chosen ? Path.GetFullPath(chosen) : "/checkpoint";
        return new PreparedQueryOptions
        {
            FileSystem = _files,
            StateBackend = _options.StateBackend,
            DefaultCheckpointPath = _definitions.Count == 1 ? folder : Path.Combine(folder, number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            WrapSink = provider => provider is MemoryTopicSinkProvider ? provider : new RecordingSinkProvider(provider, _rows),
            Workers = 1,
            SnapshotsInBackground = false,
        };
    }

    private void Stop()
    {
        _droppedBefore = DroppedRows;
        foreach (var query in _queries)
        {
            query.Dispose();
        }

        _queries.Clear();
    }

    private void Die()
    {
        _droppedBefore = DroppedRows;
        if (_files is InMemoryFileSystem memory)
        {
            memory.Crash();
        }

        foreach (var query in _queries)
        {
            query.Abandon();
        }

        _crashed.AddRange(_queries);
        _queries.Clear();
    }
}
