using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Measures the triggers of one run of a query, makes its progress and tells the listeners. Driven by the query's thread, read by any.</summary>
/// <remarks>
/// <see cref="Started"/>, then per trigger: <see cref="StartTrigger"/>, phases (<see cref="Measure"/>), <see cref="FinishTrigger"/> with or without an epoch; at last <see cref="Terminated"/>.
/// Rates: rows / time since the previous trigger started (first trigger: 0), and rows / time of this trigger (at least 1 ms).
/// </remarks>
internal sealed class ProgressReporter
{
    private readonly Guid _id;
    private readonly Guid _runId;
    private readonly string? _name;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StreamingQueryListenerBus _bus;
    private readonly QueryProgressSubject _subject;
    private readonly ProgressReporterOptions _options;
    private readonly StreamingMetrics _metrics;
    private readonly Dictionary<string, long> _phaseTicks = new(StringComparer.Ordinal);
    private readonly Lock _recentLock = new();
    private readonly Queue<StreamingQueryProgress> _recent = new();
    private StreamingQueryProgress? _last;
    private StreamingQueryStatus _status = new(StatusMessages.Initializing, false, false);
    private long? _previousStartMs;
    private long? _startMs;
    private long _startTimestamp;
    private long? _lastEventMs;
    private bool _ended;

    public ProgressReporter(Guid id, Guid runId, string? name, TimeProvider time, ILogger logger, StreamingQueryListenerBus bus, ProgressReporterOptions? options = null)
    {
        (_id, _runId, _name, _time, _logger, _bus) = (id, runId, name, time, logger, bus);
        _options = options ?? new ProgressReporterOptions();
        _subject = new QueryProgressSubject(id, logger);
        _metrics = new StreamingMetrics(id, name);
    }

    public IObservable<StreamingQueryProgress> Progress => _subject;

    public StreamingQueryStatus Status => Volatile.Read(ref _status);

    public StreamingQueryProgress? LastProgress => Volatile.Read(ref _last);

    public IReadOnlyList<StreamingQueryProgress> RecentProgress
    {
        get
        {
            lock (_recentLock)
            {
                return [.. _recent];
            }
        }
    }

    /// <summary>When the current trigger started, in milliseconds since 1970: the batch time of a new epoch.</summary>
    public long TriggerStartMs => _startMs ?? throw new InvalidOperationException("No trigger has started.");

    /// <summary>Tells the listeners, on this thread; to be called before <c>Start()</c> returns.</summary>
    public void Started() => _bus.Started(new QueryStartedEvent(_id, _runId, _name, _time.GetUtcNow()));

    public void StartTrigger()
    {
        _previousStartMs = _startMs;
        _startMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _startTimestamp = _time.GetTimestamp();
        _phaseTicks.Clear();
        SetStatus(isTriggerActive: true, Status.IsDataAvailable);
    }

    /// <summary>Times a phase until the result is disposed; several times of one phase add up.</summary>
    /// <param name="phase">One of <see cref="ProgressPhases"/>.</param>
    public PhaseTimer Measure(string phase) => new(this, phase);

    public void SetMessage(string message) => Volatile.Write(ref _status, Status with { Message = message });

    /// <summary>Says whether the trigger's look at the sources found data; stays until the next says otherwise, as in Spark.</summary>
    public void SetDataAvailable(bool available) => SetStatus(Status.IsTriggerActive, available);

    /// <summary>Ends a trigger.</summary>
    /// <param name="epoch">What it did; null where there was nothing to do.</param>
    public void FinishTrigger(EpochReport? epoch)
    {
        long startMs = TriggerStartMs;
        long endMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var took = _time.GetElapsedTime(_startTimestamp);
        if (epoch is not null)
        {
            _lastEventMs = endMs;
            Publish(Make(epoch, startMs, took), took);
        }
        else if (_lastEventMs is not { } last || endMs - last >= (long)_options.IdleInterval.TotalMilliseconds)
        {
            _lastEventMs = endMs;
            _logger.QueryIdle(_name);
            _bus.Post(new QueryIdleEvent(_id, _runId, _name, DateTimeOffset.FromUnixTimeMilliseconds(startMs)));
        }

        SetStatus(isTriggerActive: false, Status.IsDataAvailable);
    }

    /// <summary>Sets the last status, tells the listeners and ends the observable. Counts once.</summary>
    /// <param name="failure">Why the query failed; null where it ended well.</param>
    /// <param name="beforeEvent">Called when the status is set and nobody was told.</param>
    public void Terminated(StreamingQueryException? failure, Action? beforeEvent = null)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        Volatile.Write(ref _status, new StreamingQueryStatus(failure is null ? StatusMessages.Stopped : StatusMessages.Failed(failure.Cause), false, false));
        if (failure is not null)
        {
            _metrics.Failed();
        }

        _metrics.Dispose();
        beforeEvent?.Invoke();
        _bus.Post(
            new QueryTerminatedEvent(_id, _runId, _name, _time.GetUtcNow(), failure?.ToString(), (failure?.Cause as StreamingException)?.ErrorClass),
            _subject, failure);
    }

    private StreamingQueryProgress Make(EpochReport epoch, long startMs, TimeSpan took)
    {
        long tookMs = took.Ticks / TimeSpan.TicksPerMillisecond;
        double inputSeconds = _previousStartMs is { } previous ? (startMs - previous) / 1000.0 : double.PositiveInfinity;
        double processingSeconds = Math.Max(1, tookMs) / 1000.0;
        long rows = epoch.Sources.Sum(source => source.NumInputRows);

        var durations = new Dictionary<string, long>(_phaseTicks.Count + 1, StringComparer.Ordinal);
        foreach (var (phase, ticks) in _phaseTicks)
        {
            durations[phase] = ticks / TimeSpan.TicksPerMillisecond;
        }

        durations[ProgressPhases.TriggerExecution] = tookMs;
        var progress = new StreamingQueryProgress
        {
            Id = _id,
            RunId = _runId,
            Name = _name,
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(startMs),
            BatchId = epoch.BatchId,
            BatchDuration = tookMs,
            NumInputRows = rows,
            InputRowsPerSecond = Rate(rows, inputSeconds),
            ProcessedRowsPerSecond = Rate(rows, processingSeconds),
            DurationMs = durations,
            EventTime = epoch.EventTime,
            StateOperators = epoch.StateOperators,
            Sources = [.. epoch.Sources.Select(source => source with
            {
                InputRowsPerSecond = Rate(source.NumInputRows, inputSeconds),
                ProcessedRowsPerSecond = Rate(source.NumInputRows, processingSeconds),
            })],
            Sink = epoch.Sink,
        };
        return epoch.ObservedMetrics is null ? progress : progress with { ObservedMetrics = epoch.ObservedMetrics };
    }

    private void Publish(StreamingQueryProgress progress, TimeSpan took)
    {
        lock (_recentLock)
        {
            _recent.Enqueue(progress);
            while (_recent.Count > _options.RecentProgressCount)
            {
                _recent.Dequeue();
            }
        }

        Volatile.Write(ref _last, progress);
        _metrics.Batch(progress.NumInputRows, progress.Sink.NumOutputRows, took,
            progress.StateOperators.Count == 0 ? -1 : progress.StateOperators.Sum(state => state.NumRowsTotal));
        _logger.BatchCommitted(_name, progress.BatchId, progress.NumInputRows, progress.Sink.NumOutputRows, progress.BatchDuration);
        _bus.Post(new QueryProgressEvent(progress), _subject);
    }

    private static double? Rate(long rows, double seconds)
    {
        double rate = rows / seconds;
        return double.IsFinite(rate) ? rate : null;
    }

    private void SetStatus(bool isTriggerActive, bool isDataAvailable) =>
        Volatile.Write(ref _status, Status with { IsTriggerActive = isTriggerActive, IsDataAvailable = isDataAvailable });

    private void AddPhase(string phase, long startTimestamp) =>
        _phaseTicks[phase] = _phaseTicks.GetValueOrDefault(phase) + _time.GetElapsedTime(startTimestamp).Ticks;

    /// <summary>A running phase.</summary>
    internal readonly struct PhaseTimer : IDisposable
    {
        private readonly ProgressReporter _owner;
        private readonly string _phase;
        private readonly long _start;

        public PhaseTimer(ProgressReporter owner, string phase) => (_owner, _phase, _start) = (owner, phase, owner._time.GetTimestamp());

        public void Dispose() => _owner.AddPhase(_phase, _start);
    }
}
