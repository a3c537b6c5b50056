namespace Streaming.Testing;

/// <summary>One run of a query, driven by the caller's thread.</summary>
internal sealed class DriverQuery : IDisposable
{
    private readonly PreparedQuery _prepared;
    private readonly QueryPlan _plan;
    private StreamingQueryException? _failure;
    private bool _isDisposed;

    private DriverQuery(PreparedQuery prepared, QueryPlan plan)
    {
        _prepared = prepared;
        _plan = plan;
    }

    public string? Name => _plan.QueryName;

    /// <summary>True where its trigger let it end by itself.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What the batches of this run dropped.</summary>
    public DroppedRows Dropped { get; private set; }

    public static DriverQuery Start(QueryEnvironment environment, QueryPlan plan, PreparedQueryOptions options)
    {
        var prepared = PreparedQuery.Create(environment, plan, options);
        try
        {
            prepared.Runner.Initialize(CancellationToken.None);
        }
        catch
        {
            prepared.Runner.Dispose();
            throw;
        }

        prepared.Reporter.Started();
        return new DriverQuery(prepared, plan);
    }

    /// <summary>Runs a batch where there is something to do.</summary>
    /// <param name="crashAfter">Where the query dies; null: nowhere.</param>
    /// <exception cref="SimulatedCrash">It died.</exception>
    /// <exception cref="StreamingQueryException">It failed, now or earlier.</exception>
    public StreamingQueryProgress? RunBatch(BatchStep? crashAfter)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        if (HasEnded)
        {
            return null;
        }

        var runner = _prepared.Runner;
        var reporter = _prepared.Reporter;
        runner.StepDone = crashAfter is { } step
            ? done =>
            {
                if (done == step)
                {
                    throw new SimulatedCrash();
                }
            }
        : null;
        EpochReport? report;
        try
        {
            if (_plan.Trigger.Kind == TriggerKind.AvailableNow && !runner.HasUncommittedBatch)
            {
                runner.PrepareForAvailableNow();
            }

            reporter.StartTrigger();
            report = runner.RunBatch(_plan.Trigger.Kind == TriggerKind.Once ? ReadLimit.AllAvailable : ReadLimit.SourceOptions, CancellationToken.None);
            reporter.FinishTrigger(report);
        }
        catch (Exception error) when (error is not SimulatedCrash)
        {
            _failure = new StreamingQueryException(_prepared.Topology.QueryId, _prepared.Topology.RunId, error, runner.StartOffsetText, runner.EndOffsetText);
            Dispose();
            throw _failure;
        }

        if (report is not null)
        {
            Count(report);
        }

        if (_plan.Trigger.Kind == TriggerKind.Once || (report is null && _plan.Trigger.Kind == TriggerKind.AvailableNow))
        {
            HasEnded = true;
            Dispose();
        }

        return report is null ? null : reporter.LastProgress;
    }

    /// <summary>The stateful operators as <c>Explain</c> names them, with their state.</summary>
    public IEnumerable<(string Name, LogicalNode Node, IStatefulOperator State)> StatefulOperators()
    {
        var states = _prepared.Runner.Topologies.Single().StatefulOperators.ToDictionary(state => state.OperatorId);
        return _prepared.Topology.OperatorIds.OrderBy(entry => entry.Value).Select(entry => (_prepared.Topology.NameOf(entry.Key), entry.Key, states[entry.Value]));
    }

    public string Explain() => TopologyText.Of(_prepared.Topology);

    /// <summary>Lets go of the checkpoint and of the store only, as the death of the process would; what else is held is given back by <see cref="Dispose"/>.</summary>
    public void Abandon()
    {
        _prepared.Runner.AbandonStore();
        _prepared.Checkpoint.Dispose();
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _prepared.Runner.Dispose();
        _prepared.Reporter.Terminated(_failure);
    }

    private void Count(EpochReport report)
    {
        var total = new DroppedRows(0, 0, Dropped.Late + report.StateOperators.Sum(state => state.NumRowsDroppedByWatermark));
        foreach (var counter in _prepared.Runner.Topologies.SelectMany(topology => topology.BadRecordCounters))
        {
            total = counter.OnBadRecord == OnBadRecord.DeadLetter
                ? total with { DeadLetters = total.DeadLetters + counter.BadRecords }
                : total with { Skipped = total.Skipped + counter.BadRecords };
        }

        Dropped = total;
    }
}
