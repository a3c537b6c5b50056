using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>A query that runs as micro-batches on a thread of its own.</summary>
internal sealed class StreamingQueryExecution : StreamingQuery
{
    private const long MaxWaitMs = 24 * 60 * 60 * 1000;

    private readonly MicroBatchRunner _runner;
    private readonly QueryTopology _topology;
    private readonly ProgressReporter _reporter;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopAfterBatch;
    private readonly CancellationTokenSource _stopNow;
    private readonly TaskCompletionSource _termination = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _waitersLock = new();
    private readonly List<Waiter> _waiters = [];
    private readonly string _checkpointPath;
    private long _triggersStarted;
    private StreamingQueryException? _exception;
    private volatile bool _hasRun;
    private volatile bool _hasEnded;

    public StreamingQueryExecution(QueryTopology topology, MicroBatchRunner runner, ProgressReporter reporter, EngineOptions options, string checkpointPath)
    {
        _topology = topology;
        _runner = runner;
        _reporter = reporter;
        _options = options;
        _checkpointPath = checkpointPath;
        _stopAfterBatch = topology.Stopping;
        _stopNow = topology.Interrupting;
        _time = topology.Environment.Time;
        _logger = topology.Logger;
    }

    public override Guid Id => _topology.QueryId;

    public override Guid RunId => _topology.RunId;

    public override string? Name => _topology.Plan.QueryName;

    public override bool IsActive => !_hasEnded;

    public override StreamingQueryStatus Status => _reporter.Status;

    public override StreamingQueryProgress? LastProgress => _reporter.LastProgress;

    public override IReadOnlyList<StreamingQueryProgress> RecentProgress => _reporter.RecentProgress;

    public override IObservable<StreamingQueryProgress> Progress => _reporter.Progress;

    public override StreamingQueryException? Exception => _exception;

    protected internal override Task Termination => _termination.Task;

    protected override TimeProvider Time => _time;

    protected override TimeSpan StopTimeout => _options.StopTimeout;

    /// <summary>Starts the query's thread.</summary>
    public void Start()
    {
        _logger.QueryStarted(Name, Id, RunId, _checkpointPath, _topology.Plan.Trigger.ToString());
        _reporter.Started();
        new Thread(Run) { IsBackground = true, Name = $"streaming {Name ?? Id.ToString()}" }.Start();
    }

    public override async Task ProcessAllAvailableAsync(CancellationToken cancellationToken = default)
    {
        if (IsCalledByItself)
        {
            throw WaitsForItself();
        }

        var waiter = new Waiter(Interlocked.Read(ref _triggersStarted), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_waitersLock)
        {
            _waiters.Add(waiter);
        }

        await Task.WhenAny(waiter.Signal.Task, Termination).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_exception is { } failure)
        {
            throw failure;
        }
    }

    public override string Explain(ExplainMode mode = ExplainMode.Simple) => mode switch
    {
        ExplainMode.Extended => PlanText.Of(_topology.Plan.Root) + "\n" + TopologyText.Of(_topology),
        ExplainMode.Mermaid => PlanText.Mermaid(_topology.Plan.Root),
        _ => _hasRun ? TopologyText.Of(_topology) : "No physical plan. Waiting for data.\n",
    };

    protected override bool IsCalledByItself => QueryThread.CurrentRun == RunId;

    protected override void RequestStop(StopOptions options)
    {
        try
        {
            _stopAfterBatch.Cancel();
            if (options.Immediate)
            {
                _stopNow.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // It has ended in the meantime.
        }
    }

    private void Run()
    {
        Exception? failure = null;
        QueryThread.CurrentRun = RunId;
        try
        {
            _runner.Initialize(_stopNow.Token);
            RunTriggers();
        }
        catch (OperationCanceledException) when (_stopNow.IsCancellationRequested || _stopAfterBatch.IsCancellationRequested)
        {
            // Stopped at once, or while a source waited for a system that does not answer: what was not committed runs again after a restart.
        }
        catch (IOException error) when (DurableFile.IsDiskFull(error))
        {
            failure = CheckpointErrors.DiskFull(_checkpointPath, error);
        }
        catch (Exception error)
        {
            failure = error;
        }

        string start = _runner.StartOffsetText;
        string end = _runner.EndOffsetText;
        long lastBatch = _runner.NextBatchId - 1;
        try
        {
            _runner.Dispose();
        }
        catch (Exception error)
        {
            failure ??= error;
        }

        End(failure, start, end, lastBatch);
    }

    private void End(Exception? failure, string start, string end, long lastBatch)
    {
        if (failure is not null)
        {
            _exception = new StreamingQueryException(Id, RunId, failure, start, end);
            _logger.QueryFailed(failure, Name, Id, RunId);
        }
        else
        {
            _logger.QueryStopped(Name, Id, RunId, lastBatch);
        }

        // Who hears of the end finds the query ended and may start it again.
        _hasEnded = true;
        _reporter.Terminated(_exception, () => _topology.Environment.Queries.NotifyTerminated(this));
        _termination.TrySetResult();
        _stopAfterBatch.Dispose();
        _stopNow.Dispose();
    }

    private void RunTriggers()
    {
        var trigger = _topology.Plan.Trigger;
        _runner.EveryTriggerRuns = trigger.Interval > TimeSpan.Zero;
        switch (trigger.Kind)
        {
            case TriggerKind.Once:
                if (!_stopAfterBatch.IsCancellationRequested)
                {
                    RunTrigger(ReadLimit.AllAvailable);
                }

                break;
            case TriggerKind.AvailableNow:
                while (!_stopAfterBatch.IsCancellationRequested)
                {
                    // What is there is fixed after the batch that a crash left behind.
                    if (!_runner.HasUncommittedBatch)
                    {
                        _runner.PrepareForAvailableNow();
                    }

                    if (!RunTrigger(ReadLimit.SourceOptions))
                    {
                        break;
                    }
                }

                break;
            default:
                RunProcessingTime(trigger);
                break;
        }
    }

    private void RunProcessingTime(Trigger trigger)
    {
        var idle = TimeSpan.Zero;
        while (!_stopAfterBatch.IsCancellationRequested)
        {
            long startedMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
            bool ran = RunTrigger(ReadLimit.SourceOptions);
            if (trigger.Interval > TimeSpan.Zero)
            {
                long tookMs = _time.GetUtcNow().ToUnixTimeMilliseconds() - startedMs;
                if (tookMs > (long)trigger.Interval.TotalMilliseconds)
                {
                    _logger.FallingBehind(Name, tookMs, (long)trigger.Interval.TotalMilliseconds);
                }

                _reporter.SetMessage(StatusMessages.WaitingForTrigger);
                WaitUntil(trigger.NextBatchTime(startedMs));
            }
            else if (ran)
            {
                idle = TimeSpan.Zero;
            }
            else
            {
                // An idle query asks less and less often, down to ten times a second.
                _reporter.SetMessage(StatusMessages.WaitingForData);
                idle = idle == TimeSpan.Zero ? _options.PollingDelay : idle * 2 < _options.MaxPollingDelay ? idle * 2 : _options.MaxPollingDelay;
                Wait(idle, _time.GetUtcNow().ToUnixTimeMilliseconds());
            }
        }
    }

    private bool RunTrigger(ReadLimit limit)
    {
        long number = Interlocked.Increment(ref _triggersStarted);
        _reporter.StartTrigger();
        var report = _runner.RunBatch(limit, _stopNow.Token);
        _hasRun |= report is not null;
        _reporter.FinishTrigger(report);
        if (report is null)
        {
            ReleaseWaiters(number);
        }

        return report is not null;
    }

    // Who asked before this trigger began knows now that nothing was left.
    private void ReleaseWaiters(long trigger)
    {
        lock (_waitersLock)
        {
            foreach (var waiter in _waiters.Where(waiter => waiter.AskedAt < trigger))
            {
                waiter.Signal.TrySetResult();
            }

            _waiters.RemoveAll(waiter => waiter.AskedAt < trigger);
        }
    }

    private void WaitUntil(long dueMs)
    {
        while (!_stopAfterBatch.IsCancellationRequested)
        {
            long nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
            if (nowMs >= dueMs)
            {
                return;
            }

            // A timer has a longest time; an interval has none. The wait may end early.
            Wait(TimeSpan.FromMilliseconds(Math.Min(dueMs - nowMs, MaxWaitMs)), nowMs);
        }
    }

    private void Wait(TimeSpan time, long fromMs)
    {
        if (_time == TimeProvider.System && time.TotalMilliseconds < int.MaxValue)
        {
            // A timer would wake threads of the pool each time, a third of what an idle query costs.
            _stopAfterBatch.Token.WaitHandle.WaitOne(time);
            return;
        }

        using var moved = CancellationTokenSource.CreateLinkedTokenSource(_stopAfterBatch.Token);
        var delay = Task.Delay(time, _time, moved.Token);
        if (_time.GetUtcNow().ToUnixTimeMilliseconds() != fromMs)
        {
            // A clock that is moved by hand was moved in between: the timer counts from the later time, so it is not to be waited for.
            moved.Cancel();
        }

        try
        {
            delay.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Stop was asked for, or the clock was moved.
        }
    }

    private readonly record struct Waiter(long AskedAt, TaskCompletionSource Signal);
}
