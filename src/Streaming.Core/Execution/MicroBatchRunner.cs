using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Runs a query as micro-batches, one call per trigger, on the caller's thread (plus the workers' where there are several).</summary>
/// <remarks>
/// Per epoch: offsets/N, run, delta of the state, sink, commits/N, apply the delta (the order of the design's checkpoint protocol).
/// Knows no trigger: who calls it decides when. After an exception it can only be disposed.
/// </remarks>
internal sealed class MicroBatchRunner : IDisposable
{
    private readonly QueryTopology _topology;
    private readonly CheckpointFolder _checkpoint;
    private readonly EngineOptions _options;
    private readonly string _stateProvider;
    private readonly Func<string, IStateStore>? _openStore;
    private readonly Action<WorkerPool, StatePartitioner> _build;
    private readonly ProgressReporter _reporter;
    private readonly TimeProvider _time;
    private readonly StateChanges[] _changes;
    private readonly WatermarkPropagation _propagation;
    private SplitAssignment[] _assignments = [];
    private IStateStore? _store;
    private StateMetadata? _newMetadata;
    private StreamingException? _otherState;
    private WorkerPool? _pool;
    private string?[] _committed = [];
    private OffsetEntry? _uncommitted;
    private IReadOnlyList<KeyValuePair<string, string>> _conf = [];
    private EpochReports? _reports;
    private WatermarkTracker _watermarks = new([], isMax: false, 0);
    private long _previousWatermarkMs;
    private long? _lastRunWatermarkMs;
    private bool _availableNowPrepared;

    public MicroBatchRunner(
        QueryTopology topology, CheckpointFolder checkpoint, EngineOptions options, string stateProvider, Func<string, IStateStore>? openStore, ProgressReporter reporter,
        Action<WorkerPool, StatePartitioner> build)
    {
        _topology = topology;
        _checkpoint = checkpoint;
        _options = options;
        _stateProvider = stateProvider;
        _openStore = openStore;
        _reporter = reporter;
        _build = build;
        _propagation = new WatermarkPropagation(
            topology.Plan.Root, topology.OperatorIds, isOff: "false".Equals(topology.Plan.Configuration.GetValueOrDefault("spark.sql.streaming.statefulOperator.allowMultiple"), StringComparison.OrdinalIgnoreCase));
        _time = topology.Environment.Time;
        _changes = openStore is null ? [] : [.. Enumerable.Range(0, options.Workers).Select(_ => new StateChanges())];
    }

    /// <summary>The epoch that runs next.</summary>
    public long NextBatchId { get; private set; }

    /// <summary>True where an epoch was logged and not committed; it runs next, whatever the sources have.</summary>
    public bool HasUncommittedBatch => _uncommitted is not null;

    /// <summary>Offsets at which the epoch at hand starts, for error messages.</summary>
    public string StartOffsetText => OffsetText(_committed);

    /// <summary>Offsets at which the epoch at hand ends; empty where none was planned.</summary>
    public string EndOffsetText { get; private set; } = "";

    /// <summary>The workers' operators; for the test driver.</summary>
    public IEnumerable<WorkerTopology> Topologies => _pool?.Workers.Select(worker => worker.Topology) ?? [];

    /// <summary>
    /// Whether a query with timeouts or timers by the clock runs an epoch each time it is asked, due or not, as Spark does. Where triggers follow each other
    /// without a pause that would be an endless row of empty epochs.
    /// </summary>
    public bool EveryTriggerRuns { get; set; }

    /// <summary>Called after each step of a batch; the test driver lets the query die there.</summary>
    public Action<BatchStep>? StepDone { get; set; }

    /// <summary>Reads the logs, builds the workers and brings their state to the last commit.</summary>
    /// <param name="cancellationToken">Gives up; nothing has been changed then.</param>
    public void Initialize(CancellationToken cancellationToken)
    {
        var recovery = _checkpoint.Recover();
        NextBatchId = recovery.NextBatchId;
        _uncommitted = recovery.Replay;
        _committed = recovery.Committed is { } committed ? [.. committed.Offsets] : new string?[_topology.Sources.Count];
        if (_committed.Length != _topology.Sources.Count)
        {
            throw new StreamingException(
                "STREAMING_CHECKPOINT_SOURCES",
                $"The checkpoint {_checkpoint.Location} was written by a query with {_committed.Length} sources, this one has {_topology.Sources.Count}. The number of sources must not change between restarts; start with a new checkpointLocation.");
        }

        // Fixed by the first run: whatever the session says now, the state was written with these.
        _conf = recovery.Conf ?? new CheckpointConf { StateProvider = _stateProvider, ShufflePartitions = _options.ShufflePartitions, WatermarkPolicy = _options.WatermarkPolicy }.ToEntries();
        var conf = CheckpointConf.Resolve(_conf, new CheckpointConf { StateProvider = _stateProvider });
        _reports = new EpochReports(_topology, conf.ShufflePartitions);
        _watermarks = new WatermarkTracker([.. _topology.WatermarkNodes.Select(node => ((IWatermarkNode)node).DelayMs)], conf.WatermarkPolicy == "max", recovery.WatermarkMs);
        _previousWatermarkMs = recovery.PreviousWatermarkMs;
        var partitioner = new StatePartitioner(conf.ShufflePartitions, _options.Workers);
        _assignments = [.. _topology.Sources.Select((_, index) => new SplitAssignment(_options.Workers, index))];
        _pool = new WorkerPool(_options.Workers, $"streaming {_topology.Plan.QueryName ?? _topology.QueryId.ToString()}", _topology.RunId);
        _store = _openStore?.Invoke(conf.StateProvider);
        _topology.CommittedState = _store is { TablesHoldEverything: false } ? _store : null;
        _build(_pool, partitioner);
        CheckState(conf.ShufflePartitions);
        if (_store is not null)
        {
            foreach (var worker in _pool.Workers)
            {
                worker.Changes = _changes[worker.Number];
            }

            if (_otherState is not null)
            {
                // Told by the first batch, as in Spark; what is there means nothing to these operators.
                _pool.Start();
                return;
            }

            _store.Restore(NextBatchId - 1, new Restorer([.. Topologies], partitioner, cancellationToken));
            foreach (var state in Topologies.SelectMany(topology => topology.StatefulOperators))
            {
                state.Restored();
            }
        }

        _pool.Start();
    }

    // Whether the operators can read what the checkpoint has.
    private void CheckState(int partitions)
    {
        var now = new StateMetadata([.. Topologies.First().StatefulOperators.OrderBy(state => state.OperatorId).Select(state => new StateMetadata.Operator(
            state.OperatorId, state.OperatorName, partitions, [.. state.Schemas.Select(store => new StateMetadata.Store(store.Store, store.Schema))]))]);
        var old = StateMetadata.Read(_checkpoint.FileSystem, _checkpoint.StateFolder);
        _otherState = old is null || NextBatchId == 0 ? null : StateSchemaCheck.Find(old, now, _options.StateSchemaCheck);
        var merged = NextBatchId == 0 || old is null || _otherState is not null ? now : old.With(now);
        _newMetadata = old?.Text == merged.Text || now.Operators.Count == 0 ? null : merged;
    }

    private void RecordState()
    {
        if (_otherState is not null)
        {
            throw _otherState;
        }

        _newMetadata?.Write(_checkpoint.FileSystem, _checkpoint.StateFolder);
        _newMetadata = null;
    }

    /// <summary>Fixes the newest offsets of all sources; once per run.</summary>
    public void PrepareForAvailableNow()
    {
        if (_availableNowPrepared)
        {
            return;
        }

        _availableNowPrepared = true;
        foreach (var source in _topology.Sources)
        {
            source.PrepareForAvailableNow();
        }
    }

    /// <summary>Runs an epoch where there is something to do.</summary>
    /// <param name="limit">Whether the sources' own limits count.</param>
    /// <param name="cancellationToken">Interrupts the epoch; it then runs again after a restart.</param>
    /// <returns>What the epoch did; null where there was nothing to do.</returns>
    public EpochReport? RunBatch(ReadLimit limit, CancellationToken cancellationToken)
    {
        var entry = _uncommitted;
        if (entry is null)
        {
            entry = PlanBatch(limit);
            if (entry is null)
            {
                _reporter.SetDataAvailable(false);
                return null;
            }
        }
        else
        {
            _topology.Logger.BatchReplayed(_topology.Plan.QueryName, NextBatchId);
        }

        // A batch for timeouts or the watermark alone has no data.
        _reporter.SetDataAvailable(_uncommitted is not null || !entry.Offsets.SequenceEqual(_committed));
        _reporter.SetMessage(StatusMessages.ProcessingNewData);
        _uncommitted = entry; // until it is committed, this epoch is the one to run
        EndOffsetText = OffsetText(entry.Offsets);
        StepDone?.Invoke(BatchStep.OffsetsWritten);
        var report = Run(entry, cancellationToken);
        _committed = [.. entry.Offsets];
        _uncommitted = null;
        EndOffsetText = "";
        NextBatchId++;
        return report;
    }

    /// <summary>Lets go of the store as the death of the process does.</summary>
    public void AbandonStore() => (_store as RocksDbStateStore)?.Abandon();

    public void Dispose()
    {
        // The lock of the checkpoint goes last, and in any case.
        try
        {
            _pool?.Dispose();
        }
        finally
        {
            try
            {
                _topology.Dispose();
                _store?.Dispose();
            }
            finally
            {
                _checkpoint.Dispose();
            }
        }
    }

    private OffsetEntry? PlanBatch(ReadLimit limit)
    {
        var offsets = new string?[_topology.Sources.Count];
        bool isNew = false;
        using (_reporter.Measure(ProgressPhases.LatestOffset))
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                _reporter.SetMessage(StatusMessages.GettingOffsets(_topology.Sources[i].Description));
                offsets[i] = _topology.Sources[i].LatestOffset(_committed[i], limit) ?? _committed[i];
                isNew |= offsets[i] != _committed[i];
            }
        }

        if (!isNew && !NeedsEpochWithoutData())
        {
            return null;
        }

        // Without a watermark in the plan the watermark stays at 0, as in Spark's log.
        var entry = new OffsetEntry { BatchWatermarkMs = _watermarks.WatermarkMs, BatchTimestampMs = _reporter.TriggerStartMs, Conf = _conf, Offsets = offsets };
        using (_reporter.Measure(ProgressPhases.WalCommit))
        {
            _checkpoint.Offsets.Add(NextBatchId, entry);
        }

        return entry;
    }

    // Not right after a start: as in Spark what is due then waits for data.
    private bool NeedsEpochWithoutData()
    {
        if (_lastRunWatermarkMs is not { } last || !_options.NoDataMicroBatches)
        {
            return false;
        }

        long[] before = _propagation.Of(last);
        long[] after = _propagation.Of(_watermarks.WatermarkMs);
        return _topology.OperatorIds.Any(entry => ((IStatefulNode)entry.Key).EmptyEpochs(_topology.Plan.OutputMode) switch
        {
            EmptyEpochs.Always => EveryTriggerRuns || IsDue(),
            EmptyEpochs.WhenWatermarkAdvances => after[entry.Value] > before[entry.Value],
            _ => false,
        });
    }

    private bool IsDue() => Topologies.SelectMany(topology => topology.StatefulOperators).Any(state => state.NextDueMs <= _reporter.TriggerStartMs);

    private EpochTimes[] TimesOf(OffsetEntry entry)
    {
        long[] late = _propagation.Of(_propagation.IsOff ? entry.BatchWatermarkMs : _previousWatermarkMs);
        long[] evict = _propagation.Of(entry.BatchWatermarkMs);
        return [.. late.Select((time, i) => new EpochTimes(NextBatchId, entry.BatchTimestampMs, time, evict[i]))];
    }

    private EpochReport Run(OffsetEntry entry, CancellationToken cancellationToken)
    {
        using var activity = StreamingActivity.StartBatch(_topology.QueryId, _topology.RunId, _topology.Plan.QueryName, NextBatchId);
        try
        {
            _topology.Logger.BatchStarted(_topology.Plan.QueryName, NextBatchId);
            var report = RunMeasured(entry, cancellationToken);
            StreamingActivity.Done(activity, report.Sources.Sum(source => source.NumInputRows), report.Sink.NumOutputRows);
            return report;
        }
        catch (Exception error)
        {
            StreamingActivity.Failed(activity, error);
            throw;
        }
    }

    private EpochReport RunMeasured(OffsetEntry entry, CancellationToken cancellationToken)
    {
        var pool = _pool ?? throw new InvalidOperationException("Initialize comes first.");
        var reports = _reports!;
        EpochPlan plan;
        using (_reporter.Measure(ProgressPhases.GetBatch))
        {
            bool isDone = _topology.OperatorIds.Count == 0 && _topology.Sinks is [IEpochLogSink log] && log.HasCommitted(NextBatchId);
            var splits = new IReadOnlyList<SourceSplit>[_topology.Sources.Count][];
            for (int i = 0; i < splits.Length; i++)
            {
                // An offset that did not move has nothing to read, and a batch that the sink has needs no rows.
                var ranges = !isDone && entry.Offsets[i] is { } end && end != _committed[i] ? _topology.Sources[i].PlanSplits(_committed[i], end) : [];
                splits[i] = _assignments[i].Assign(ranges);
            }

            plan = new EpochPlan(NextBatchId, splits, entry.BatchTimestampMs, TimesOf(entry));
        }

        // The plan was compiled when the query started; listeners that know Spark's phases still find this one.
        _reporter.Measure(ProgressPhases.QueryPlanning).Dispose();

        long commitMs;
        long rows;
        using (_reporter.Measure(ProgressPhases.AddBatch))
        {
            RecordState();
            pool.RunEpoch(plan, cancellationToken);
            StepDone?.Invoke(BatchStep.RecordsProcessed);
            long started = _time.GetTimestamp();
            _store?.WriteDelta(NextBatchId, _changes);
            commitMs = (long)_time.GetElapsedTime(started).TotalMilliseconds;
            StepDone?.Invoke(BatchStep.StateWritten);
            cancellationToken.ThrowIfCancellationRequested();
            rows = CommitSinks();
            StepDone?.Invoke(BatchStep.SinkCommitted);
        }

        var eventTimes = reports.EventTimesOf(pool);
        using (_reporter.Measure(ProgressPhases.CommitOffsets))
        {
            _watermarks.Update(eventTimes);
            _checkpoint.Commits.Add(NextBatchId, new CommitEntry(_watermarks.WatermarkMs));
            StepDone?.Invoke(BatchStep.CommitWritten);
            _store?.Commit(NextBatchId);
            for (int i = 0; i < _topology.Sources.Count; i++)
            {
                if (entry.Offsets[i] is { } end)
                {
                    _topology.Sources[i].Commit(end);
                }
            }

            // The logs of a query without state are purged too.
            long oldest = _checkpoint.Purge(NextBatchId, _options.MinBatchesToRetain);
            _store?.Purge(oldest);
        }

        _previousWatermarkMs = entry.BatchWatermarkMs;
        _lastRunWatermarkMs = entry.BatchWatermarkMs;
        return reports.Of(pool, NextBatchId, _committed, entry, rows, commitMs, eventTimes);
    }

    private long CommitSinks()
    {
        long rows = -1;
        for (int i = 0; i < _topology.Sinks.Count; i++)
        {
            var sink = _topology.Sinks[i];
            try
            {
                long written = sink.Commit(NextBatchId);
                rows = i == 0 ? written : rows;
            }
            catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _topology.Interrupting.IsCancellationRequested))
            {
                throw new StreamingException(
                    "SINK_ERROR",
                    $"The sink {sink.Description} failed in batch {NextBatchId}: {error.GetType().Name}: {error.Message}. The batch was not committed and runs again when the query is started on the same checkpoint.", error)
                { Operator = sink.Description };
            }
        }

        return rows;
    }

    private static string OffsetText(IReadOnlyList<string?> offsets) => string.Join(", ", offsets.Select(offset => offset ?? "-"));

    private sealed class Restorer(IReadOnlyList<WorkerTopology> topologies, StatePartitioner partitioner, CancellationToken cancellationToken) : IStateVisitor
    {
        private readonly Dictionary<int, IStatefulOperator>[] _operators = [.. topologies.Select(topology => topology.StatefulOperators.ToDictionary(state => state.OperatorId))];

        public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            cancellationToken.ThrowIfCancellationRequested(); // there may be many entries
            Owner(key).Restore(StateKey.Store(key), StateKey.Partition(key), StateKey.IsNull(key), StateKey.Key(key), value);
        }

        public void Delete(ReadOnlySpan<byte> key) =>
            Owner(key).RestoreDeleted(StateKey.Store(key), StateKey.Partition(key), StateKey.IsNull(key), StateKey.Key(key));

        private IStatefulOperator Owner(ReadOnlySpan<byte> key) =>
            _operators[partitioner.WorkerOf(StateKey.Partition(key))].TryGetValue(StateKey.OperatorId(key), out var state)
                ? state
                : throw new StreamingException("STATE_STORE_OPERATOR_UNKNOWN", $"The checkpoint has state of operator {StateKey.OperatorId(key)}, which this query does not have. Stateful operators must not be removed between restarts; start with a new checkpointLocation.");
    }
}
