using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Streaming.Core.Tests;

public sealed class StreamingQueryManagerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly StreamingQueryManager _manager;

    public StreamingQueryManagerTests() => _manager = new StreamingQueryManager(_time, NullLogger.Instance);

    [Fact]
    public void KnowsTheRunningQueries()
    {
        FakeQuery first = Start("a"), second = Start();
        Assert.Equal([first, second], _manager.Active);
        Assert.Same(second, _manager.Get(second.Id));
        Assert.Null(_manager.Get(Guid.NewGuid()));
        first.End();
        Assert.Equal([second], _manager.Active);
        Assert.Null(_manager.Get(first.Id));
    }

    [Fact]
    public async Task QueryThatDoesNotNotifyIsTakenOutToo()
    {
        var query = new FakeQuery();
        _manager.Register(query);
        query.End();
        Assert.True(await _manager.AwaitAnyTerminationAsync().WaitAsync(Patience));
        Assert.Empty(_manager.Active);
    }

    [Fact]
    public void SameNameIsRefusedWhileActive()
    {
        var first = Start("a");
        var error = Assert.Throws<StreamingException>(() => Start("a"));
        Assert.Contains("Cannot start query with name a as a query with that name is already active", error.Message);
        Assert.Single(_manager.Active);
        first.End();
        Start("a");
    }

    [Fact]
    public void SameIdIsRefusedWhileActive()
    {
        var first = Start();
        var error = Assert.Throws<StreamingException>(() => _manager.Register(new FakeQuery(id: first.Id)));
        Assert.Equal("CONCURRENT_QUERY", error.ErrorClass);
        Assert.Contains(first.Id.ToString(), error.Message);
        Assert.Contains(first.RunId.ToString(), error.Message);
    }

    [Fact]
    public void QueryThatCouldNotStartLeavesNoTrace()
    {
        var query = Start("a");
        _manager.Unregister(query);
        query.End();
        Assert.Empty(_manager.Active);
        Assert.False(_manager.AwaitAnyTermination(TimeSpan.Zero));
    }

    [Fact]
    public async Task AwaitAnyReturnsAtTheFirstEndAndUntilReset()
    {
        FakeQuery first = Start(), second = Start();
        var waiting = _manager.AwaitAnyTerminationAsync();
        Assert.False(waiting.IsCompleted);
        first.End();
        Assert.True(await waiting.WaitAsync(Patience));
        Assert.True(_manager.AwaitAnyTermination());

        _manager.ResetTerminated();
        waiting = _manager.AwaitAnyTerminationAsync();
        Assert.False(waiting.IsCompleted);
        second.End();
        Assert.True(await waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task AwaitAnyThrowsTheFailureUntilReset()
    {
        FakeQuery clean = Start(), failing = Start();
        clean.End();
        failing.End(new InvalidOperationException("x"));
        Assert.Same(failing.Exception, Assert.Throws<StreamingQueryException>(() => _manager.AwaitAnyTermination()));
        Assert.Same(failing.Exception, await Assert.ThrowsAsync<StreamingQueryException>(() => _manager.AwaitAnyTerminationAsync()));
        _manager.ResetTerminated();
        Assert.False(_manager.AwaitAnyTermination(TimeSpan.Zero));
    }

    [Fact]
    public async Task AwaitAnyGivesUpAfterTheTimeout()
    {
        Start();
        var waiting = _manager.AwaitAnyTerminationAsync(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task AwaitAnyCanBeCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = _manager.AwaitAnyTerminationAsync(cancellationToken: cancel.Token);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task ListenersSeeAllQueries()
    {
        var listener = new RecordingListener();
        _manager.AddListener(listener);
        Assert.Equal([listener], _manager.ListListeners());
        FakeQuery first = Start("a"), second = Start("b");
        first.Reporter.Started();
        second.Reporter.Started();
        await _manager.StopAllAsync().WaitAsync(Patience);
        Assert.Equal(["a", "b"], listener.Events.OfType<QueryStartedEvent>().Select(e => e.Name));
        Assert.Equal(["a", "b"], listener.Events.OfType<QueryTerminatedEvent>().Select(e => e.Name));
        Assert.Empty(_manager.Active);
        _manager.RemoveListener(listener);
        Assert.Empty(_manager.ListListeners());
    }

    private FakeQuery Start(string? name = null)
    {
        var query = new FakeQuery(name, time: _time, manager: _manager);
        _manager.Register(query);
        return query;
    }
}
