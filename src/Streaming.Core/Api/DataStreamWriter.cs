using System.Globalization;

namespace Streaming;

/// <summary>Describes where a stream goes and how it runs; <see cref="Start()"/> starts it.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class DataStreamWriter<T> : IQueryDefinition
{
    private readonly DataStream<T> _stream;
    private readonly Dictionary<string, string> _options = new(StringComparer.OrdinalIgnoreCase);
    private OutputMode _outputMode = Streaming.OutputMode.Append;
    private Trigger _trigger = Streaming.Trigger.ProcessingTime(TimeSpan.Zero);
    private IReadOnlyList<string> _partitionColumns = [];
    private string? _format;
    private string? _queryName;
    private object? _settings;
    private IStreamSinkProvider? _provider;

    internal DataStreamWriter(DataStream<T> stream) => _stream = stream;

    /// <summary>Which rows are written; append by default.</summary>
    public DataStreamWriter<T> OutputMode(OutputMode mode)
    {
        _outputMode = mode;
        return this;
    }

    /// <summary>Names the sink's format, for example <c>console</c>, <c>kafka</c>, <c>memory</c>.</summary>
    public DataStreamWriter<T> Format(string format)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(format);
        _format = format;
        _provider = null;
        return this;
    }

    /// <summary>Sets an option of the sink or <c>checkpointLocation</c>; names are case-insensitive, the last value counts.</summary>
    public DataStreamWriter<T> Option(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        _options[name] = value;
        return this;
    }

    /// <summary>Sets a numeric option.</summary>
    public DataStreamWriter<T> Option(string name, long value) => Option(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets a boolean option.</summary>
    public DataStreamWriter<T> Option(string name, bool value) => Option(name, value ? "true" : "false");

    /// <summary>Writes files into folders <c>column=value</c>; the columns are not in the files.</summary>
    public DataStreamWriter<T> PartitionBy(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _partitionColumns = columns;
        return this;
    }

    /// <summary>Sets several options.</summary>
    public DataStreamWriter<T> Options(IEnumerable<KeyValuePair<string, string>> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (name, value) in options)
        {
            Option(name, value);
        }

        return this;
    }

    /// <summary>Hands the sink typed settings (<see cref="SinkContext.Settings"/>); used by short forms such as <c>Kafka(...)</c>.</summary>
    public DataStreamWriter<T> Settings(object settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        return this;
    }

    /// <summary>When epochs run; as soon as there is data by default.</summary>
    public DataStreamWriter<T> Trigger(Trigger trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        _trigger = trigger;
        return this;
    }

    /// <summary>Names the query; unique among the running queries of the session.</summary>
    public DataStreamWriter<T> QueryName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _queryName = name;
        return this;
    }

    /// <summary>Writes tables of text to the console, as Spark's console sink does.</summary>
    public DataStreamWriter<T> Console() => Format("console");

    /// <summary>Keeps the rows in memory under the query's name; read them with <see cref="StreamingSession.MemoryTables"/>.</summary>
    public DataStreamWriter<T> Memory(string queryName) => QueryName(queryName).Format("memory");

    /// <summary>Calls a function with all rows of each batch and the batch's id; the same id comes again after a crash.</summary>
    public DataStreamWriter<T> ForeachBatch(Action<IReadOnlyList<T>, long> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Format("foreachBatch").Settings(new ForeachBatchSettings<T>((rows, batchId, _) => function(rows, batchId)));
    }

    /// <summary>The same for a function that takes long: its token is cancelled when the query is to stop at once (<see cref="StopOptions.Immediate"/>); the batch then runs again after a restart.</summary>
    public DataStreamWriter<T> ForeachBatch(Action<IReadOnlyList<T>, long, CancellationToken> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Format("foreachBatch").Settings(new ForeachBatchSettings<T>(function));
    }

    /// <summary>Hands each row to a writer of one's own; each worker makes its own with the factory.</summary>
    public DataStreamWriter<T> Foreach(Func<IForeachWriter<T>> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Format("foreach").Settings(new ForeachSettings<T>(factory));
    }

    /// <summary>Writes to a sink object of the program's own.</summary>
    public DataStreamWriter<T> To(IStreamSinkProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        _format = provider.ShortName;
        _provider = provider;
        return this;
    }

    /// <summary>The rows as an observable: each subscription starts a query of its own with these settings; disposing it stops the query.</summary>
    /// <remarks>Rows come batch by batch as they are committed, one call at a time, on the query's thread; an observer that blocks holds the query up. A failure arrives in <c>OnError</c>.</remarks>
    public IObservable<T> AsObservable() => System.Reactive.Linq.Observable.Create<T>(observer =>
    {
        QueryPlan<T> plan;
        lock (_options)
        {
            // Several may subscribe at a time; each has a plan of its own.
            plan = Format("observable").Settings(new ObservableSettings<T>(System.Reactive.Observer.Create<T>(observer.OnNext))).ToPlan();
        }

        var query = Session.Start(plan);
        _ = query.Termination.ContinueWith(
            _ =>
            {
                if (query.Exception is { } failure)
                {
                    observer.OnError(failure);
                }
                else
                {
                    observer.OnCompleted();
                }
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return () => query.Stop();
    });

    /// <summary>Starts the query.</summary>
    /// <exception cref="StreamingException">The plan, an option or the checkpoint does not allow it; nothing was read.</exception>
    public StreamingQuery Start() => _stream.Session.Start(ToPlan());

    /// <summary>Starts a query that writes files.</summary>
    /// <param name="path">The folder; as the option <c>path</c>.</param>
    /// <exception cref="StreamingException">The plan, an option or the checkpoint does not allow it; nothing was read.</exception>
    public StreamingQuery Start(string path) => Option("path", path).Start();

    /// <summary>The plan of the query, without starting it.</summary>
    public QueryPlan<T> ToPlan()
    {
        if (_format is null)
        {
            throw new StreamingException("MISSING_FORMAT", "WriteStream() needs a sink: call Format(\"console\") or a short form such as Console() or Kafka(...) before Start.");
        }

        if (_partitionColumns.Count > 0 && _format is "memory" or "foreach" or "foreachBatch")
        {
            throw new StreamingException("_LEGACY_ERROR_TEMP_1300", $"'{_format}' does not support partitioning. Leave PartitionBy(...) out.");
        }

        var configuration = SqlSettings.WithAnsi(_stream.Session.Configuration.Snapshot(), IsAnsi);
        var options = new Dictionary<string, string>(_options, StringComparer.OrdinalIgnoreCase);
        string? checkpoint = options.Remove("checkpointLocation", out string? location) ? location : null;
        if (checkpoint is null && configuration.TryGetValue(ConfigurationNames.CheckpointLocation, out string? root))
        {
            checkpoint = Path.Combine(root, _queryName ?? Guid.NewGuid().ToString());
        }

        return new QueryPlan<T>(_stream.Node)
        {
            SinkFormat = _format,
            SinkOptions = options,
            SinkSettings = _settings,
            SinkProvider = _provider,
            PartitionColumns = _partitionColumns,
            OutputMode = _outputMode,
            Trigger = _trigger,
            QueryName = _queryName,
            CheckpointLocation = checkpoint,
            Configuration = configuration,
        };
    }

    QueryPlan IQueryDefinition.ToPlan() => ToPlan();

    internal LateRowsSink ToLateRowsSink() => _format is null
        ? throw new StreamingException("MISSING_FORMAT", "LateRows(...) needs a sink: call Format(\"console\") or a short form such as Console() or Kafka(...).")
        : new LateRowsSink(_format, new Dictionary<string, string>(_options, StringComparer.OrdinalIgnoreCase), _settings, _provider);

    internal StreamingSession Session => _stream.Session;

    /// <summary>Whether overflow and the like were errors when the DataFrame was built: they stay what they were then. Null for typed streams.</summary>
    internal bool? IsAnsi { get; init; }
}
