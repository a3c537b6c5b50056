using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming;

/// <summary>Entry point: makes readers, knows the formats, owns the running queries.</summary>
/// <example>
/// <code>
/// await using var session = StreamingSession.Create("word-count");
/// var query = session.ReadStream().Kafka("localhost:9092", "lines")
///     .FlatMap(record => record.ValueText.Split(' '))
///     .GroupBy(word => word).Count()
///     .WriteStream().OutputMode(OutputMode.Update).Console().Start();
/// await query.AwaitTerminationAsync();
/// </code>
/// </example>
public sealed partial class StreamingSession : IAsyncDisposable
{
    private readonly StreamingSessionOptions _options;
    private readonly IQueryBackend? _backend;
    private bool _disposed;

    private StreamingSession(StreamingSessionOptions options, IQueryBackend? backend, bool deliverInline = false)
    {
        _options = options;
        _backend = backend;
        Configuration = new SessionConfiguration(options.Configuration);
        var loggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance;
        Queries = new StreamingQueryManager(options.Time, loggerFactory.CreateLogger("Streaming.Session"), deliverInline);
        new BuiltInFormats().Register(Formats);
        Environment = new QueryEnvironment
        {
            Formats = Formats,
            Time = options.Time,
            LoggerFactory = loggerFactory,
            Queries = Queries,
            MemoryTables = new MemoryTables(),
            StateBackend = options.StateBackend,
        };
    }

    /// <summary>Name of the application.</summary>
    public string Name => _options.Name;

    /// <summary>The settings; a query takes them as they are when it starts.</summary>
    public SessionConfiguration Configuration { get; }

    /// <summary>The sources and sinks known by name.</summary>
    public StreamFormats Formats { get; } = new();

    /// <summary>The running queries, and the listeners to all of them.</summary>
    public StreamingQueryManager Queries { get; }

    /// <summary>Functions of your own for SQL texts.</summary>
    public UdfRegistration Udf { get; } = new();

    internal QueryEnvironment Environment { get; }

    internal System.Collections.Concurrent.ConcurrentDictionary<string, DataFrame> Views { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a session with default settings.</summary>
    /// <param name="name">Name of the application.</param>
    public static StreamingSession Create(string name) => Create(new StreamingSessionOptions { Name = name });

    /// <summary>Creates a session.</summary>
    public static StreamingSession Create(StreamingSessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new StreamingSession(options, null);
    }

    /// <summary>Creates a session whose queries run on another engine.</summary>
    /// <param name="options">The options.</param>
    /// <param name="backend">The engine.</param>
    /// <param name="deliverInline">Whether listeners are called on the query's own thread.</param>
    internal static StreamingSession Create(StreamingSessionOptions options, IQueryBackend backend, bool deliverInline = false) => new(options, backend, deliverInline);

    /// <summary>Begins the description of a stream.</summary>
    public DataStreamReader ReadStream() => new(this);

    /// <summary>A DataFrame that the program fills itself, for tests.</summary>
    /// <param name="schema">Names and types of the columns.</param>
    /// <param name="partitions">Partitions over which the rows of an addition are dealt out in turn; with 1 the order of rows is kept.</param>
    public RowMemoryStream MemoryStream(StructType schema, int partitions = 1)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new RowMemoryStream(this, schema, partitions);
    }

    /// <summary>A DataFrame that the program fills itself, for tests.</summary>
    /// <param name="schema">The columns as DDL text: <c>"name STRING, age INT"</c>.</param>
    /// <param name="partitions">Partitions over which the rows of an addition are dealt out in turn; with 1 the order of rows is kept.</param>
    public RowMemoryStream MemoryStream(string schema, int partitions = 1) => MemoryStream(SqlParser.ParseSchema(schema), partitions);

    /// <summary>What queries with <c>Format("memory")</c> collected, by query name.</summary>
    public MemoryTables MemoryTables => Environment.MemoryTables;

    /// <summary>The DataFrame of a temporary view (<see cref="DataFrame.CreateOrReplaceTempView"/>).</summary>
    /// <exception cref="StreamingException">There is none of that name.</exception>
    public DataFrame Table(string name) => Views.TryGetValue(name, out var frame) ? frame : throw new StreamingException(
        "TABLE_OR_VIEW_NOT_FOUND",
        $"[TABLE_OR_VIEW_NOT_FOUND] The table or view `{name}` cannot be found. Verify the spelling and correctness of the schema and catalog. "
        + $"Known views: {(Views.IsEmpty ? "none" : string.Join(", ", Views.Keys.Order(StringComparer.OrdinalIgnoreCase)))}. SQLSTATE: 42P01")
    { SqlState = "42P01" };

    /// <summary>A SELECT over temporary views.</summary>
    /// <example><code>session.Sql("SELECT word, count(*) AS n FROM words GROUP BY word")</code></example>
    public DataFrame Sql(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new SqlQueryBuilder(this).Build(SqlParser.ParseQuery(text, SqlSettings.TimeZone(Configuration.Snapshot())));
    }

    internal StreamingQuery Start(QueryPlan plan)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var backend = _backend ?? QueryBackends.Default ?? throw new InvalidOperationException("No engine has registered itself.");
        return backend.Start(Environment, plan);
    }

    internal void Run(QueryPlan plan)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var backend = _backend ?? QueryBackends.Default ?? throw new InvalidOperationException("No engine has registered itself.");
        backend.Run(Environment, plan);
    }

    /// <summary>Stops all queries, letting their running batches end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await Queries.StopAllAsync().ConfigureAwait(false);
    }
}
