using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>A query whose plan, options and checkpoint have been checked and opened, and which has not run yet.</summary>
internal sealed class PreparedQuery : IQueryPlanVisitor<PreparedQuery>
{
    private readonly QueryEnvironment _environment;
    private readonly PreparedQueryOptions _settings;

    private PreparedQuery(QueryEnvironment environment, PreparedQueryOptions settings)
    {
        _environment = environment;
        _settings = settings;
    }

    public QueryTopology Topology { get; private set; } = null!;

    public MicroBatchRunner Runner { get; private set; } = null!;

    public ProgressReporter Reporter { get; private set; } = null!;

    public EngineOptions Options { get; private set; } = null!;

    public string CheckpointPath { get; private set; } = "";

    public CheckpointFolder Checkpoint { get; private set; } = null!;

    /// <summary>Checks and opens everything; throws where the query cannot run, with nothing left open.</summary>
    public static PreparedQuery Create(QueryEnvironment environment, QueryPlan plan, PreparedQueryOptions settings) => plan.Accept(new PreparedQuery(environment, settings));

    public PreparedQuery Visit<T>(QueryPlan<T> plan)
    {
        Options = EngineOptions.From(plan.Configuration);
        if (_settings.Workers is { } workers)
        {
            Options = Options with { Workers = workers };
        }

        if (Options.UnsupportedOperationCheck)
        {
            UnsupportedOperationChecker.Check(plan);
        }

        var logger = _environment.LoggerFactory.CreateLogger("Streaming.Query");
        var checkpoint = OpenCheckpoint(plan, out bool keepsState);
        Checkpoint = checkpoint;
        var numbers = PlanText.Number(plan.Root);
        var topology = new QueryTopology
        {
            Plan = plan,
            Environment = _environment,
            QueryId = checkpoint.QueryId,
            RunId = Guid.NewGuid(),
            BatchCapacity = Options.BatchCapacity,
            Workers = Options.Workers,
            Logger = logger,
            NodeNumbers = numbers,
            OperatorIds = NumberStatefulNodes(numbers, plan),
            FileSystem = _settings.FileSystem ?? LocalFileSystem.Instance,
            Bounded = new BoundedPlans(_environment, plan.Configuration),
        };
        Topology = topology;
        var choice = new StateBackendChoice(
            _settings.StateBackend,
            Options.StateProvider ?? (_settings.PrefersRocksDb && plan.CheckpointLocation is not null ? CheckpointConf.RocksDbProvider : CheckpointConf.MemoryProvider),
            Options.RocksDb);
        try
        {
            var factory = new SourceAndSinkFactory(topology, checkpoint);
            var sink = factory.OpenSink(plan, isRestart: checkpoint.Commits.LatestId is not null, _settings.WrapSink);
            factory.OpenAll();
            var context = new StateStoreContext
            {
                Folder = checkpoint.StateFolder,
                FileSystem = checkpoint.FileSystem,
                MinDeltasForSnapshot = Options.MinDeltasForSnapshot,
                SnapshotsInBackground = _settings.SnapshotsInBackground,
                Logger = logger,
            };
            Func<string, IStateStore>? openStore = keepsState && topology.OperatorIds.Count > 0 ? recorded => choice.For(recorded).Open(context) : null;
            Reporter = new ProgressReporter(topology.QueryId, topology.RunId, plan.QueryName, _environment.Time, logger, _environment.Queries.Bus, new ProgressReporterOptions
            {
                RecentProgressCount = Options.NumRecentProgressUpdates,
                IdleInterval = Options.NoDataProgressEventInterval,
            });
            Runner = new MicroBatchRunner(topology, checkpoint, Options, choice.RecordedClass, openStore, Reporter, (pool, partitioner) => Build(plan, sink, pool, partitioner));
            return this;
        }
        catch
        {
            topology.Dispose();
            checkpoint.Dispose();
            throw;
        }
    }

    private void Build<T>(QueryPlan<T> plan, IStreamSink<T> sink, WorkerPool pool, StatePartitioner partitioner)
    {
        Topology.Partitioner = partitioner;
        foreach (var worker in pool.Workers)
        {
            // Known to the worker before it is whole: what was opened is closed with it.
            var builder = new WorkerTopologyBuilder(Topology, worker);
            worker.Topology = builder.Result;
            builder.Build(plan, sink);
        }
    }

    private CheckpointFolder OpenCheckpoint(QueryPlan plan, out bool keepsState)
    {
        if (plan.IsBatch)
        {
            keepsState = false;
            return CheckpointFolder.Open(new InMemoryFileSystem(), "/batch");
        }

        if (plan.CheckpointLocation is { } location)
        {
            if (string.IsNullOrWhiteSpace(location))
            {
                throw CheckpointErrors.EmptyLocation();
            }

            CheckpointPath = location.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(location).LocalPath : location;
            keepsState = true;
            return CheckpointFolder.Open(_settings.FileSystem ?? LocalFileSystem.Instance, _settings.FileSystem is null ? Path.GetFullPath(CheckpointPath) : CheckpointPath);
        }

        var provider = plan.SinkProvider ?? _environment.Formats.Sink(plan.SinkFormat);
        if (_settings.FileSystem is null && !provider.AllowsTemporaryCheckpoint)
        {
            throw new StreamingException(
                "CHECKPOINT_LOCATION_MISSING",
                "checkpointLocation must be specified either through option(\"checkpointLocation\", ...) or SparkSession.conf.set(\"spark.sql.streaming.checkpointLocation\", ...).");
        }

        // Nobody can go on from a checkpoint in memory, so state is not written to it unless the caller brought the file system.
        CheckpointPath = _settings.DefaultCheckpointPath;
        keepsState = _settings.FileSystem is not null;
        return CheckpointFolder.Open(_settings.FileSystem ?? new InMemoryFileSystem(), CheckpointPath);
    }

    private static Dictionary<LogicalNode, int> NumberStatefulNodes(Dictionary<LogicalNode, int> numbers, QueryPlan plan)
    {
        var result = new Dictionary<LogicalNode, int>(ReferenceEqualityComparer.Instance);
        foreach (var (node, _) in numbers.OrderBy(entry => entry.Value))
        {
            // Static data beside a stream has no part in the checkpoint.
            if (node is IStatefulNode stateful && stateful.KeepsState(plan) && (plan.IsBatch || node.IsStreaming))
            {
                result.Add(node, result.Count);
            }
        }

        return result.Count <= byte.MaxValue ? result : throw new StreamingException("TOO_MANY_STATEFUL_OPERATORS", $"The query has {result.Count} stateful operators; at most {byte.MaxValue} are possible.");
    }
}
