using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace Streaming.Core.Tests;

public sealed class ObservableSourceTests
{
    [Fact]
    public void RowsOfAHotObservableAreSeenOnceTheSourceIsMade()
    {
        using var subject = new Subject<int>();
        using (var source = Make(subject))
        {
            Assert.Null(source.LatestOffset(null, ReadLimit.SourceOptions));
            subject.OnNext(1);
            subject.OnNext(2);
            Assert.Equal("1", source.LatestOffset(null, ReadLimit.SourceOptions));
            Assert.Equal([1, 2], SourceRun.Read(source, null, "1"));
            source.Commit("1");
            subject.OnNext(3);
            Assert.Equal("2", source.LatestOffset("1", ReadLimit.SourceOptions));
            Assert.Equal([3], SourceRun.Read(source, "1", "2"));
            Assert.True(subject.HasObservers);
        }

        Assert.False(subject.HasObservers);
    }

    [Fact]
    public void AnEpochCanBeReadAgainUntilItIsCommitted()
    {
        using var subject = new Subject<int>();
        using var source = Make(subject);
        subject.OnNext(1);
        source.LatestOffset(null, ReadLimit.SourceOptions);
        Assert.Equal([1], SourceRun.Read(source, null, "0"));
        Assert.Equal([1], SourceRun.Read(source, null, "0"));
        source.Commit("0");
        Assert.Equal("SOURCE_NOT_REPLAYABLE", Assert.Throws<StreamingException>(() => source.PlanSplits(null, "0")).ErrorClass);
    }

    [Fact]
    public void AFullBufferBlocksTheProducer()
    {
        int produced = 0;
        var rows = Observable.Range(0, 1000).Do(_ => Interlocked.Increment(ref produced));
        using var source = Make(rows, capacity: 10);
        string? start = null;
        var all = new List<int>();
        while (all.Count < 1000)
        {
            string end = SourceRun.Poll(source, start, offset => offset is not null && offset != start)!;
            all.AddRange(SourceRun.Read(source, start, end));

            // Ten in the buffer, one waiting for room.
            Assert.InRange(Volatile.Read(ref produced), all.Count, all.Count + 11);
            source.Commit(end);
            start = end;
        }

        Assert.Equal(Enumerable.Range(0, 1000), all);
    }

    [Fact]
    public void AnErrorFailsTheQueryAfterTheRowsBeforeIt()
    {
        using var subject = new Subject<int>();
        using var source = Make(subject);
        subject.OnNext(1);
        subject.OnError(new InvalidOperationException("no more power"));
        Assert.Equal("0", source.LatestOffset(null, ReadLimit.SourceOptions));
        Assert.Equal([1], SourceRun.Read(source, null, "0"));
        var error = Assert.Throws<StreamingException>(() => source.LatestOffset("0", ReadLimit.SourceOptions));
        Assert.Equal("SOURCE_FAILED", error.ErrorClass);
        Assert.Contains("no more power", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AvailableNowReadsToTheCompletion()
    {
        using var source = Make(Observable.Range(0, 5000), capacity: 100);
        source.PrepareForAvailableNow();
        var all = new List<int>();
        string? start = null;
        while (source.LatestOffset(start, ReadLimit.SourceOptions) is { } end && end != start)
        {
            all.AddRange(SourceRun.Read(source, start, end));
            source.Commit(end);
            start = end;
        }

        Assert.Equal(Enumerable.Range(0, 5000), all);
    }

    [Fact]
    public async Task StoppingEndsTheWaitForMore()
    {
        using var stop = new CancellationTokenSource();
        using var subject = new Subject<int>();
        using var source = new ObservableSource<int>(subject).CreateSource(SourceRun.Context([], stopping: stop.Token));
        source.PrepareForAvailableNow();
        var waiting = Task.Run(() => source.LatestOffset(null, ReadLimit.SourceOptions));
        await stop.CancelAsync();
        Assert.Null(await waiting.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void AnEndlessLoopInSubscribeIsLeftWhenTheSourceIsDisposed()
    {
        var left = new ManualResetEventSlim();
        var endless = new Loop(left);
        Make(endless, capacity: 5).Dispose();
        Assert.True(left.Wait(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task ABlockedProducerIsFreedWhenTheSourceIsDisposed()
    {
        using var subject = new Subject<int>();
        var source = Make(subject, capacity: 1);
        subject.OnNext(1);
        var blocked = Task.Run(() => subject.OnNext(2));
        source.Dispose();
        await blocked.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void ALaterRunGoesOnCountingButCannotReplay()
    {
        using var subject = new Subject<int>();
        using var source = Make(subject);
        subject.OnNext(7);
        Assert.Equal("42", source.LatestOffset("41", ReadLimit.SourceOptions));
        Assert.Equal([7], SourceRun.Read(source, "41", "42"));
        using var other = Make(subject);
        subject.OnNext(8);
        var error = Assert.Throws<StreamingException>(() => other.PlanSplits("41", "42"));
        Assert.Contains("rows from 42 to 42 of an interrupted batch", error.Message, StringComparison.Ordinal);
    }

    private static IStreamSource<int> Make(IObservable<int> rows, int capacity = 100) =>
        new ObservableSource<int>(rows, new LiveSourceOptions { Capacity = capacity }).CreateSource(SourceRun.Context([]));

    private sealed class Loop(ManualResetEventSlim left) : IObservable<int>
    {
        public IDisposable Subscribe(IObserver<int> observer)
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    observer.OnNext(i);
                }
            }
            finally
            {
                left.Set();
            }
        }
    }
}
