using System.Reactive.Linq;
using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>Starts, stops, waits and failures of a query, at awkward moments.</summary>
public sealed class QueryLifeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _checkpoint = Directory.CreateTempSubdirectory("streaming-life").FullName;

    public void Dispose() => Directory.Delete(_checkpoint, recursive: true);

    // One worker fails while another, still inside its own work, is about to wait for it.
    [Fact]
    public async Task AFailureIsSeenByAWorkerThatWaitsAfterIt()
    {
        await using var session = WordCountTests.NewSession(2);
        var source = new ListSource<int>(2);
        source.Add(Enumerable.Range(0, 100));
        using var busy = new ManualResetEventSlim();
        using var failed = new ManualResetEventSlim();
        var epoch = CancellationToken.None;
        int calls = 0;
        int busyThread = 0;
        var query = session.ReadStream().From(new ProbeSource<int>(source) { OnRead = token => epoch = token }).GroupBy(value => value).Count()
            .Map(row =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                {
                    busyThread = Environment.CurrentManagedThreadId;
                    busy.Set();
                    failed.Wait();
                    Assert.True(SpinWait.SpinUntil(() => epoch.IsCancellationRequested, Patience)); // the failure is known to all
                }
                else if (Environment.CurrentManagedThreadId != busyThread)
                {
                    busy.Wait();
                    failed.Set();
                    throw new InvalidOperationException("boom");
                }

                return row;
            })
            .Repartition(2)
            .WriteStream().OutputMode(OutputMode.Update).To(new CollectSink()).Start();
        var failure = await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Contains("boom", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task AReaderThatCannotBeClosedKeepsNothingElseOpen(int workers)
    {
        await using var session = WordCountTests.NewSession(workers);
        var source = new ListSource<int>();
        source.Add(1);
        var probe = new ProbeSource<int>(source) { OnDispose = () => throw new IOException("cannot close") };
        var query = Start(session, probe);
        query.ProcessAllAvailable();
        await query.StopAsync();
        Assert.IsType<IOException>(query.Exception!.Cause);
        Assert.Equal(workers, probe.Disposed);

        // The lock of the checkpoint is free.
        probe.OnDispose = null;
        source.Add(2);
        var again = Start(session, probe);
        again.ProcessAllAvailable();
        await again.StopAsync();
        Assert.Equal(1, again.LastProgress!.BatchId);
    }

    [Fact]
    public async Task ReadersOfAHalfBuiltTopologyAreClosed()
    {
        await using var session = WordCountTests.NewSession(3);
        var probe = new ProbeSource<int>(new ListSource<int>()) { OnCreate = number => ArgumentOutOfRangeException.ThrowIfEqual(number, 2) };
        var query = Start(session, probe);
        await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal((2, 2), (probe.Created, probe.Disposed));
    }

    [Fact]
    public async Task AQueryCannotWaitForItself()
    {
        await using var session = WordCountTests.NewSession(1);
        var source = new ListSource<int>();
        StreamingQuery? query = null;
        using var started = new ManualResetEventSlim();
        var errors = new List<Exception?>();
        query = session.ReadStream().From(source).WriteStream().ForeachBatch((_, _) =>
        {
            started.Wait();
            errors.Add(Record.Exception(() => query!.ProcessAllAvailable()));
            errors.Add(Record.Exception(() => query!.AwaitTermination()));
            query!.Stop();
        }).Option("checkpointLocation", _checkpoint).Start();
        started.Set();
        source.Add(1);
        Assert.True(await query.AwaitTerminationAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(2, errors.Count);
        Assert.All(errors, error => Assert.Contains("on a thread of the query itself", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal));
        Assert.Equal(0, query.LastProgress!.BatchId);
    }

    [Fact]
    public async Task WhoHearsOfTheEndFindsTheQueryEnded()
    {
        await using var session = WordCountTests.NewSession(1);
        StreamingQuery? query = null;
        var heard = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Queries.AddListener(new RecordingListener
        {
            Then = happened =>
            {
                if (happened is QueryTerminatedEvent)
                {
                    heard.SetResult(query!.IsActive || session.Queries.Active.Count > 0);
                }
            },
        });
        query = Start(session, new ListSource<int>());
        await query.StopAsync();
        Assert.False(await heard.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AStopAtOnceInterruptsABatchFunctionThatListens()
    {
        var ids = new List<long>();
        var source = new ListSource<int>();
        source.Add(1);
        await using (var session = WordCountTests.NewSession(1))
        {
            using var inside = new ManualResetEventSlim();
            var query = session.ReadStream().From(source).WriteStream().ForeachBatch((_, _, stop) =>
            {
                inside.Set();
                stop.WaitHandle.WaitOne(Patience);
                stop.ThrowIfCancellationRequested();
            }).Option("checkpointLocation", _checkpoint).Start();
            Assert.True(inside.Wait(Patience, TestContext.Current.CancellationToken));
            await query.StopAsync(new StopOptions { Immediate = true }, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Null(query.Exception);
            Assert.Null(query.LastProgress);
        }

        await using var again = WordCountTests.NewSession(1);
        again.ReadStream().From(source).WriteStream().ForeachBatch((_, id) => ids.Add(id)).Option("checkpointLocation", _checkpoint).Start().ProcessAllAvailable();
        Assert.Equal([0], ids);
    }

    [Fact]
    public async Task AStopAtOnceInterruptsTheReadingOfState()
    {
        var source = new ListSource<int>();
        source.Add(Enumerable.Range(0, 100));
        using var reading = new ManualResetEventSlim();
        using var stopped = new ManualResetEventSlim();
        StreamingQuery Count(StreamingSession session) => session.ReadStream().From(source).GroupBy(value => value).Count()
            .WriteStream().OutputMode(OutputMode.Update).To(new CollectSink()).Option("checkpointLocation", _checkpoint).Start();
        await using (var session = StreamingSession.Create(new StreamingSessionOptions { StateBackend = new MemoryStateBackend() }))
        {
            Count(session).ProcessAllAvailable();
        }

        int read = 0;
        var slow = new SlowStateBackend(() =>
        {
            read++;
            reading.Set();
            stopped.Wait(Patience);
        });
        await using var again = StreamingSession.Create(new StreamingSessionOptions { StateBackend = slow });
        var query = Count(again);
        Assert.True(reading.Wait(Patience, TestContext.Current.CancellationToken));
        var stopping = query.StopAsync(new StopOptions { Immediate = true }, TestContext.Current.CancellationToken);
        stopped.Set();
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Null(query.Exception);
        Assert.Equal(1, read);
    }

    public static TheoryData<string, bool> Stops => new(
        from trigger in new[] { "default", "once", "available_now", "1 second" }
        from immediate in new[] { false, true }
        select (trigger, immediate));

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task AStopWhileTheQueryStillStartsRunsNoBatch(string trigger, bool immediate)
    {
        await using var session = WordCountTests.NewSession(2);
        var source = new ListSource<int>();
        source.Add(1);
        using var opened = new ManualResetEventSlim();
        var sink = new CollectSink();
        var probe = new ProbeSource<int>(source) { OnCreate = _ => opened.Wait() };
        var query = session.ReadStream().From(probe).WriteStream().To(sink).Option("checkpointLocation", _checkpoint).Trigger(trigger switch
        {
            "once" => Trigger.Once(),
            "available_now" => Trigger.AvailableNow(),
            "default" => Trigger.Default,
            _ => Trigger.ProcessingTime(trigger),
        }).Start();
        var stopping = query.StopAsync(new StopOptions { Immediate = immediate }, TestContext.Current.CancellationToken);
        opened.Set();
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Null(query.Exception);
        Assert.False(query.IsActive);
        Assert.Empty(sink.Batches<int>());
        Assert.Equal(2, probe.Disposed);
    }

    [Fact]
    public async Task AnIntervalMayBeLongerThanATimer()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        await using var session = StreamingSession.Create(new StreamingSessionOptions { Time = clock });
        var source = new ListSource<int>();
        var query = session.ReadStream().From(source).WriteStream().To(new CollectSink()).Trigger(Trigger.ProcessingTime("100 days")).Start();
        Assert.True(SpinWait.SpinUntil(() => query.Status is { IsTriggerActive: false, Message: "Waiting for next trigger" }, Patience));
        source.Add(1);
        for (int day = 0; day < 100; day++)
        {
            Assert.Null(query.LastProgress);
            clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.True(SpinWait.SpinUntil(() => query.LastProgress is not null || !query.IsActive, Patience));
        Assert.Null(query.Exception);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(100), query.LastProgress!.Timestamp);
    }

    [Fact]
    public async Task SubscriptionsOfOneObservableAreQueriesOfTheirOwn()
    {
        await using var session = WordCountTests.NewSession(1);
        var source = new MemoryStream<int>();
        source.AddData(1, 2, 3);
        var rows = session.ReadStream().From(source).AsObservable();
        var sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await rows.Take(3).ToList())));
        Assert.All(sums, taken => Assert.Equal([1, 2, 3], taken));
    }

    private StreamingQuery Start(StreamingSession session, IStreamSourceProvider<int> source) =>
        session.ReadStream().From(source).WriteStream().To(new CollectSink()).Option("checkpointLocation", _checkpoint).Start();
}
