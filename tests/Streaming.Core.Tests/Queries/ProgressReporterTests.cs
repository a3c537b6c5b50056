using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Streaming.Core.Tests;

public sealed class ProgressReporterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly StreamingQueryListenerBus _bus = new(NullLogger.Instance);
    private readonly RecordingListener _listener = new();
    private readonly Guid _id = Guid.NewGuid();
    private readonly Guid _runId = Guid.NewGuid();

    public ProgressReporterTests() => _bus.Add(_listener);

    [Fact]
    public void FirstTriggerHasInputRateZero()
    {
        var reporter = Reporter();
        reporter.StartTrigger();
        Advance(500);
        reporter.FinishTrigger(Epoch(0, 3));
        Assert.Equal(0.0, reporter.LastProgress!.InputRowsPerSecond);
        Assert.Equal(6.0, reporter.LastProgress.ProcessedRowsPerSecond);
        Assert.Equal(500, reporter.LastProgress.BatchDuration);
        Assert.Equal(500, reporter.LastProgress.DurationMs["triggerExecution"]);
        Assert.Equal(DateTimeOffset.UnixEpoch, reporter.LastProgress.Timestamp);
    }

    [Fact]
    public void InputRateCountsFromThePreviousTriggerAlsoAnIdleOne()
    {
        var reporter = Reporter();
        reporter.StartTrigger();
        reporter.FinishTrigger(null);
        Advance(1100);
        reporter.StartTrigger();
        reporter.FinishTrigger(Epoch(0, 2, 0));
        var progress = reporter.LastProgress!;
        Assert.Equal(2, progress.NumInputRows);
        Assert.Equal(1.818, progress.InputRowsPerSecond!.Value, 3);
        Assert.Equal(1.818, progress.Sources[0].InputRowsPerSecond!.Value, 3);
        Assert.Equal(0.0, progress.Sources[1].InputRowsPerSecond);
        Assert.Equal(2000.0, progress.ProcessedRowsPerSecond);
        Assert.Equal(0, progress.BatchDuration);
        Assert.Contains("\"inputRowsPerSecond\":1.8,\"processedRowsPerSecond\":2000.0", progress.Json);
    }

    [Fact]
    public void RatesThatAreNoNumbersAreLeftOut()
    {
        var reporter = Reporter();
        for (int i = 0; i < 2; i++)
        {
            reporter.StartTrigger();
            reporter.FinishTrigger(Epoch(i, 1, 0));
        }

        Assert.Null(reporter.LastProgress!.InputRowsPerSecond);
        Assert.Null(reporter.LastProgress.Sources[0].InputRowsPerSecond);
        Assert.Null(reporter.LastProgress.Sources[1].InputRowsPerSecond);
        Assert.DoesNotContain("inputRowsPerSecond", reporter.LastProgress.Json);
    }

    [Fact]
    public void PhasesAddUpAndStartAnew()
    {
        var reporter = Reporter();
        reporter.StartTrigger();
        for (int i = 0; i < 2; i++)
        {
            using (reporter.Measure(ProgressPhases.GetBatch))
            {
                Advance(20);
            }
        }

        using (reporter.Measure(ProgressPhases.AddBatch))
        {
            Advance(7);
        }

        reporter.FinishTrigger(Epoch(0, 1));
        Assert.Equal([("addBatch", 7L), ("getBatch", 40L), ("triggerExecution", 47L)], reporter.LastProgress!.DurationMs.OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));

        reporter.StartTrigger();
        reporter.FinishTrigger(Epoch(1, 1));
        Assert.Equal(["triggerExecution"], reporter.LastProgress.DurationMs.Keys);
    }

    [Fact]
    public void KeepsTheNewestProgresses()
    {
        var reporter = Reporter(new ProgressReporterOptions { RecentProgressCount = 3 });
        Assert.Null(reporter.LastProgress);
        Assert.Empty(reporter.RecentProgress);
        for (int i = 0; i < 5; i++)
        {
            reporter.StartTrigger();
            reporter.FinishTrigger(Epoch(i, 1));
        }

        Assert.Equal([2L, 3, 4], reporter.RecentProgress.Select(p => p.BatchId));
        Assert.Equal(4, reporter.LastProgress!.BatchId);
        Assert.Equal(100, new ProgressReporterOptions().RecentProgressCount);
    }

    [Fact]
    public async Task IdleIsToldAtMostEveryTenSeconds()
    {
        var reporter = Reporter();
        for (int second = 0; second <= 25; second++)
        {
            reporter.StartTrigger();
            reporter.FinishTrigger(null);
            Advance(1000);
        }

        await _bus.FlushAsync().WaitAsync(Patience);
        Assert.Equal([0L, 10, 20], _listener.Events.Cast<QueryIdleEvent>().Select(e => e.Timestamp.ToUnixTimeSeconds()));
        Assert.Null(reporter.LastProgress);
    }

    [Fact]
    public async Task IdleIsNotToldSoonAfterABatch()
    {
        var reporter = Reporter();
        reporter.StartTrigger();
        reporter.FinishTrigger(Epoch(0, 1));
        Advance(9999);
        reporter.StartTrigger();
        reporter.FinishTrigger(null);
        await _bus.FlushAsync().WaitAsync(Patience);
        Assert.DoesNotContain(_listener.Events, e => e is QueryIdleEvent);
        Advance(1);
        reporter.StartTrigger();
        reporter.FinishTrigger(null);
        await _bus.FlushAsync().WaitAsync(Patience);
        Assert.Single(_listener.Events.OfType<QueryIdleEvent>());
    }

    [Fact]
    public void StatusFollowsTheTrigger()
    {
        var reporter = Reporter();
        Assert.Equal(new StreamingQueryStatus("Initializing sources", false, false), reporter.Status);
        reporter.StartTrigger();
        reporter.SetMessage(StatusMessages.GettingOffsets("MemoryStream[v]"));
        Assert.Equal(new StreamingQueryStatus("Getting offsets from MemoryStream[v]", false, true), reporter.Status);
        reporter.SetDataAvailable(true);
        reporter.SetMessage(StatusMessages.ProcessingNewData);
        reporter.FinishTrigger(Epoch(0, 1));
        reporter.SetMessage(StatusMessages.WaitingForTrigger);
        Assert.Equal(new StreamingQueryStatus("Waiting for next trigger", true, false), reporter.Status);
        reporter.Terminated(new StreamingQueryException(_id, _runId, new InvalidOperationException("disk full")));
        Assert.Equal(new StreamingQueryStatus("Terminated with exception: disk full", false, false), reporter.Status);
    }

    [Fact]
    public async Task TellsTheWholeLife()
    {
        var reporter = Reporter();
        reporter.Started();
        var seen = new List<long>();
        bool ended = false;
        using var subscription = reporter.Progress.Subscribe(p => seen.Add(p.BatchId), () => ended = true);
        reporter.StartTrigger();
        reporter.FinishTrigger(Epoch(0, 1));
        reporter.Terminated(null);
        reporter.Terminated(null);
        await _bus.FlushAsync().WaitAsync(Patience);
        Assert.Equal([typeof(QueryStartedEvent), typeof(QueryProgressEvent), typeof(QueryTerminatedEvent)], _listener.Events.Select(e => e.GetType()));
        var terminated = _listener.Events.OfType<QueryTerminatedEvent>().Single();
        Assert.Equal((_id, _runId, "q", null), (terminated.Id, terminated.RunId, terminated.Name, terminated.Exception));
        Assert.Equal([0L], seen);
        Assert.True(ended);
        Assert.Equal("Stopped", reporter.Status.Message);
    }

    [Fact]
    public async Task EndEventHoldsTheRootCauseAndItsClass()
    {
        var reporter = Reporter();
        reporter.Terminated(new StreamingQueryException(_id, _runId, new StreamingException("SOME_CLASS", "outer", new InvalidOperationException("root cause"))));
        await _bus.FlushAsync().WaitAsync(Patience);
        var terminated = Assert.IsType<QueryTerminatedEvent>(Assert.Single(_listener.Events));
        Assert.Contains("root cause", terminated.Exception);
        Assert.Equal("SOME_CLASS", terminated.ErrorClass);
    }

    private ProgressReporter Reporter(ProgressReporterOptions? options = null) => new(_id, _runId, "q", _time, NullLogger.Instance, _bus, options);

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private static EpochReport Epoch(long batchId, params long[] rows) => new()
    {
        BatchId = batchId,
        Sources = [.. rows.Select((count, index) => new SourceProgress { Description = $"s{index}", EndOffset = "1", NumInputRows = count })],
        Sink = new SinkProgress { Description = "MemorySink", NumOutputRows = rows.Sum() },
    };
}
