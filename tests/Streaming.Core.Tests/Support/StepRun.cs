using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>Runs a query one batch at a time, on the test's clock and a checkpoint in a temporary folder; restarted before each batch with data where the variant says so.</summary>
internal sealed class StepRun<TIn, TOut> : IDisposable
{
    private readonly StepVariant _variant;
    private readonly Func<DataStream<TIn>, DataStream<TOut>> _build;
    private readonly OutputMode _mode;
    private readonly ListSource<TIn> _source;
    private readonly CollectSink _sink = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("streaming-step").FullName;
    private readonly Dictionary<string, string> _settings;
    private StreamingSession? _session;
    private PreparedQuery? _query;
    private EpochReport? _report;

    public StepRun(StepVariant variant, OutputMode mode, Func<DataStream<TIn>, DataStream<TOut>> build, params (string Name, string Value)[] settings)
    {
        _variant = variant;
        _build = build;
        _mode = mode;
        _source = new ListSource<TIn>(variant.Workers == 1 ? 1 : 4) { BatchSize = variant.BatchSize };
        _settings = new Dictionary<string, string>
        {
            ["streaming.workers"] = $"{variant.Workers}",
            ["streaming.batch.capacity"] = $"{variant.BatchSize}",
            ["spark.sql.shuffle.partitions"] = "5",
        };
        foreach (var (name, value) in settings)
        {
            _settings[name] = value;
        }
    }

    public ManualTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch.AddSeconds(1));

    /// <summary>Whether a query with timeouts by the clock has a batch whenever it is asked.</summary>
    public bool EveryTriggerRuns { get; init; } = true;

    /// <summary>The last operator with state, as the last batch left it.</summary>
    public StateOperatorProgress State => _report!.StateOperators[0];

    public long BatchId => _report!.BatchId;

    /// <summary>Runs a batch.</summary>
    /// <returns>The rows at the sink; null where there was nothing to do.</returns>
    public IReadOnlyList<TOut>? Batch(params IEnumerable<TIn> rows)
    {
        int before = _source.Count;
        _source.Add(rows);
        if (_query is null || (_variant.Restart && _source.Count > before))
        {
            Restart();
        }

        _query!.Reporter.StartTrigger();
        _report = _query.Runner.RunBatch(ReadLimit.SourceOptions, CancellationToken.None);
        return _report is null ? null : _sink.Batches<TOut>()[^1].Rows;
    }

    /// <summary>Advances the clock, then runs a batch.</summary>
    public IReadOnlyList<TOut>? BatchAfter(double seconds, params IEnumerable<TIn> rows)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        return Batch(rows);
    }

    /// <summary>Runs batches until nothing is left to do.</summary>
    public IReadOnlyList<TOut> Drain(params IEnumerable<TIn> rows)
    {
        var all = new List<TOut>();
        for (var batch = Batch(rows); batch is not null; batch = Batch())
        {
            all.AddRange(batch);
        }

        return all;
    }

    public void Restart(Func<DataStream<TIn>, DataStream<TOut>>? build = null)
    {
        Stop();
        _session = StreamingSession.Create(new StreamingSessionOptions { Time = Clock, Configuration = _settings });
        var plan = ((IQueryDefinition)(build ?? _build)(_session.ReadStream().From(_source)).WriteStream().OutputMode(_mode).Option("checkpointLocation", _folder).To(_sink)).ToPlan();
        _query = PreparedQuery.Create(_session.Environment, plan, new PreparedQueryOptions
        {
            StateBackend = _variant.RocksDb ? new RocksDbStateBackend() : new MemoryStateBackend(),
            SnapshotsInBackground = false,
        });
        _query.Runner.EveryTriggerRuns = EveryTriggerRuns;
        _query.Runner.Initialize(CancellationToken.None);
    }

    public void Stop()
    {
        _query?.Runner.Dispose();
        _query = null;
        _session?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _session = null;
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
    }
}
