using Microsoft.Extensions.Time.Testing;

namespace Streaming.Core.Tests;

public sealed class StreamingQueryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task AwaitTerminationIsTrueAtTheEnd()
    {
        var query = new FakeQuery();
        var waiting = query.AwaitTerminationAsync();
        Assert.False(waiting.IsCompleted);
        query.End();
        Assert.True(await waiting.WaitAsync(Patience));
        Assert.True(query.AwaitTermination());
        Assert.True(query.AwaitTermination(TimeSpan.Zero));
    }

    [Fact]
    public async Task AwaitTerminationIsFalseAfterTheTimeout()
    {
        var time = new FakeTimeProvider();
        var query = new FakeQuery(time: time);
        var waiting = query.AwaitTerminationAsync(TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await waiting.WaitAsync(Patience));
        Assert.False(query.AwaitTermination(TimeSpan.Zero));
    }

    [Fact]
    public async Task AwaitTerminationThrowsTheFailure()
    {
        var query = new FakeQuery();
        query.End(new InvalidOperationException("x"));
        Assert.Same(query.Exception, Assert.Throws<StreamingQueryException>(() => query.AwaitTermination()));
        Assert.Same(query.Exception, await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync()));
    }

    [Fact]
    public async Task CancellingTheWaitDoesNotEndTheQuery()
    {
        var query = new FakeQuery();
        using var cancel = new CancellationTokenSource();
        var waiting = query.AwaitTerminationAsync(cancellationToken: cancel.Token);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(query.IsActive);
    }

    [Fact]
    public void StopIsGracefulUnlessAskedOtherwise()
    {
        var query = new FakeQuery();
        query.Stop();
        Assert.False(Assert.Single(query.StopRequests).Immediate);
        Assert.False(query.IsActive);
        query.Stop(new StopOptions { Immediate = true });
        Assert.True(query.StopRequests[1].Immediate);
        Assert.Equal("Stopped", query.Status.Message);
    }

    [Fact]
    public async Task StopThatTakesTooLongNamesTheQuery()
    {
        var time = new FakeTimeProvider();
        var query = new FakeQuery("slow", time: time, ignoreStops: true);
        var stopping = query.StopAsync(new StopOptions { Timeout = TimeSpan.FromSeconds(1) });
        time.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => stopping.WaitAsync(Patience));
        Assert.Contains(query.Id.ToString(), error.Message);
        Assert.Contains("1000 ms", error.Message);
        query.End();
        await query.StopAsync();
    }

    [Fact]
    public async Task DisposeStopsAndHidesNoEnd()
    {
        var query = new FakeQuery();
        await query.DisposeAsync();
        Assert.False(query.IsActive);

        var failed = new FakeQuery();
        failed.End(new InvalidOperationException("x"));
        await failed.DisposeAsync();
        Assert.NotNull(failed.Exception);
    }

    [Fact]
    public void ExceptionHasTheFormOfSpark()
    {
        Guid id = Guid.NewGuid(), runId = Guid.NewGuid();
        var cause = new StreamingException("CAST_INVALID_INPUT", "[CAST_INVALID_INPUT] bad. SQLSTATE: 22018") { Topic = "t", Partition = 3, Offset = 42, Operator = "Map#1", StreamSource = "s" };
        var error = new StreamingQueryException(id, runId, cause, "{\"t\":1}", "{\"t\":2}");
        Assert.Equal($"[STREAM_FAILED] Query [id = {id}, runId = {runId}] terminated with exception: [CAST_INVALID_INPUT] bad. SQLSTATE: 22018 SQLSTATE: XXKST", error.Message);
        Assert.Equal("STREAM_FAILED", error.ErrorClass);
        Assert.Equal("XXKST", error.SqlState);
        Assert.Same(cause, error.Cause);
        Assert.Equal((id, runId, "{\"t\":1}", "{\"t\":2}"), (error.QueryId, error.RunId, error.StartOffset, error.EndOffset));
        Assert.Equal(("t", 3, 42L, "Map#1", "s"), (error.Topic, error.Partition, error.Offset, error.Operator, error.StreamSource));
    }
}
