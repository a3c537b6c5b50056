using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Streaming.Core.Tests;

public sealed class StreamingQueryListenerBusTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Guid Id = Guid.NewGuid();

    [Fact]
    public async Task EventsComeInOrderAfterTheStart()
    {
        var bus = new StreamingQueryListenerBus(NullLogger.Instance);
        var listener = new RecordingListener();
        bus.Add(listener);
        bus.Started(new QueryStartedEvent(Id, Id, "q", default));
        Assert.IsType<QueryStartedEvent>(Assert.Single(listener.Events));

        for (int i = 0; i < 1000; i++)
        {
            bus.Post(Progress(i), null);
        }

        bus.Post(new QueryIdleEvent(Id, Id, "q", default));
        bus.Post(new QueryTerminatedEvent(Id, Id, "q", default, null, null), null, null);
        await bus.FlushAsync().WaitAsync(Patience);

        object[] events = [.. listener.Events];
        Assert.Equal(1003, events.Length);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), events.OfType<QueryProgressEvent>().Select(e => e.Progress.BatchId));
        Assert.IsType<QueryIdleEvent>(events[^2]);
        Assert.IsType<QueryTerminatedEvent>(events[^1]);
    }

    [Fact]
    public async Task SlowListenerDoesNotHoldUpThePoster()
    {
        var bus = new StreamingQueryListenerBus(NullLogger.Instance);
        using var gate = new ManualResetEventSlim();
        var listener = new RecordingListener { Then = _ => gate.Wait(Patience) };
        bus.Add(listener);
        bus.Post(Progress(0), null);
        bus.Post(Progress(1), null);
        var flushed = bus.FlushAsync();
        Assert.False(flushed.IsCompleted);
        gate.Set();
        await flushed.WaitAsync(Patience);
        Assert.Equal(2, listener.Events.Count);
        Assert.True(bus.FlushAsync().IsCompleted);
    }

    [Fact]
    public async Task FailingListenerIsLoggedAndTheOthersAreTold()
    {
        var logger = new RecordingLogger();
        var bus = new StreamingQueryListenerBus(logger);
        var bad = new RecordingListener { Then = _ => throw new InvalidOperationException("boom") };
        var good = new RecordingListener();
        bus.Add(bad);
        bus.Add(good);
        bus.Started(new QueryStartedEvent(Id, Id, null, default));
        bus.Post(Progress(0), null);
        bus.Post(Progress(1), null);
        await bus.FlushAsync().WaitAsync(Patience);
        Assert.Equal(3, bad.Events.Count);
        Assert.Equal(3, good.Events.Count);
        Assert.Equal(3, logger.Entries.Count(entry => entry.Level == LogLevel.Error && entry.Error!.Message == "boom" && entry.Text.Contains(nameof(RecordingListener))));
    }

    [Fact]
    public async Task ListenersComeAndGoWhileQueriesRun()
    {
        var bus = new StreamingQueryListenerBus(NullLogger.Instance);
        RecordingListener first = new(), second = new();
        bus.Add(first);
        bus.Add(first);
        Assert.Single(bus.Listeners);
        bus.Post(Progress(0), null);
        await bus.FlushAsync().WaitAsync(Patience);
        bus.Add(second);
        bus.Remove(first);
        bus.Post(Progress(1), null);
        await bus.FlushAsync().WaitAsync(Patience);
        Assert.Single(first.Events);
        Assert.Equal(1, Assert.IsType<QueryProgressEvent>(Assert.Single(second.Events)).Progress.BatchId);
    }

    [Fact]
    public async Task OverflowDropsProgressButNeverTheEnd()
    {
        var logger = new RecordingLogger();
        var bus = new StreamingQueryListenerBus(logger, capacity: 5);
        using var gate = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var listener = new RecordingListener
        {
            Then = _ =>
            {
                entered.Set();
                gate.Wait(Patience);
            },
        };
        bus.Add(listener);
        bus.Post(Progress(0), null);
        Assert.True(entered.Wait(Patience));
        for (int i = 1; i <= 20; i++)
        {
            bus.Post(Progress(i), null);
        }

        bus.Post(new QueryTerminatedEvent(Id, Id, null, default, null, null), null, null);
        gate.Set();
        await bus.FlushAsync().WaitAsync(Patience);
        Assert.Equal([0L, 1, 2, 3, 4, 5], listener.Events.OfType<QueryProgressEvent>().Select(e => e.Progress.BatchId));
        Assert.Single(listener.Events.OfType<QueryTerminatedEvent>());
        Assert.Single(logger.Entries);
    }

    [Fact]
    public async Task ListenerMayFlush()
    {
        var bus = new StreamingQueryListenerBus(NullLogger.Instance);
        bool completed = false;
        bus.Add(new RecordingListener { Then = _ => completed = bus.FlushAsync().IsCompleted });
        bus.Post(Progress(0), null);
        await bus.FlushAsync().WaitAsync(Patience);
        Assert.True(completed);
    }

    [Fact]
    public async Task ObserversGetProgressThenTheEnd()
    {
        var bus = new StreamingQueryListenerBus(NullLogger.Instance);
        var subject = new QueryProgressSubject(Id, NullLogger.Instance);
        var seen = new List<string>();
        subject.Subscribe(p => seen.Add(p.BatchId.ToString()), e => seen.Add(e.GetType().Name), () => seen.Add("end"));
        var early = new List<long>();
        var subscription = subject.Subscribe(p => early.Add(p.BatchId));
        bus.Post(Progress(0), subject);
        await bus.FlushAsync().WaitAsync(Patience);
        subscription.Dispose();
        bus.Post(Progress(1), subject);
        bus.Post(new QueryTerminatedEvent(Id, Id, null, default, null, null), subject, null);
        await bus.FlushAsync().WaitAsync(Patience);
        Assert.Equal(["0", "1", "end"], seen);
        Assert.Equal([0L], early);

        bool late = false;
        subject.Subscribe(_ => { }, () => late = true);
        Assert.True(late);
    }

    [Fact]
    public async Task ObserversGetTheFailure()
    {
        var bus = new StreamingQueryListenerBus(NullLogger.Instance);
        var subject = new QueryProgressSubject(Id, NullLogger.Instance);
        var failure = new StreamingQueryException(Id, Id, new InvalidOperationException("x"));
        Exception? seen = null;
        subject.Subscribe(_ => { }, e => seen = e);
        bus.Post(new QueryTerminatedEvent(Id, Id, null, default, failure.ToString(), null), subject, failure);
        await bus.FlushAsync().WaitAsync(Patience);
        Assert.Same(failure, seen);
    }

    [Fact]
    public async Task ObserverThatThrowsIsDropped()
    {
        var logger = new RecordingLogger();
        var bus = new StreamingQueryListenerBus(logger);
        var subject = new QueryProgressSubject(Id, logger);
        int bad = 0, good = 0;
        subject.Subscribe(_ =>
        {
            bad++;
            throw new InvalidOperationException("boom");
        });
        subject.Subscribe(_ => good++);
        bus.Post(Progress(0), subject);
        bus.Post(Progress(1), subject);
        await bus.FlushAsync().WaitAsync(Patience);
        Assert.Equal(1, bad);
        Assert.Equal(2, good);
        Assert.Contains(Id.ToString(), Assert.Single(logger.Entries).Text);
    }

    private static QueryProgressEvent Progress(long batchId) => new(new StreamingQueryProgress
    {
        Id = Id, RunId = Id, Timestamp = DateTimeOffset.UnixEpoch, BatchId = batchId, Sink = new SinkProgress { Description = "s" },
    });
}
