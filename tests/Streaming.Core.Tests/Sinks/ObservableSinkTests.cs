using System.Reactive;
using System.Reactive.Subjects;

namespace Streaming.Core.Tests;

public sealed class ObservableSinkTests
{
    private readonly List<string> _seen = [];

    [Fact]
    public void RowsArePushedWhenTheEpochIsWritten()
    {
        using var subject = Watch();
        var sink = Make(subject);
        var writer = sink.CreateWriter(0);
        writer.BeginEpoch(0);
        writer.Write(SinkRun.Batch(1, 2), CancellationToken.None);
        writer.EndEpoch(CancellationToken.None);
        Assert.Empty(_seen);
        Assert.Equal(2, sink.Commit(0));
        Assert.Equal(["1", "2"], _seen);
        sink.Dispose();
        sink.Dispose();
        Assert.Equal(["1", "2", "completed"], _seen);
    }

    [Fact]
    public void AFailedEpochIsAnError()
    {
        using var subject = Watch();
        var sink = Make(subject);
        var writer = sink.CreateWriter(0);
        writer.BeginEpoch(0);
        writer.Write(SinkRun.Batch(1), CancellationToken.None);
        writer.Abort(new InvalidOperationException("bad row"));
        sink.Dispose();
        Assert.Equal(["bad row"], _seen);
    }

    [Fact]
    public void AnErrorOfTheObserverFailsTheEpoch()
    {
        var sink = Make(Observer.Create<int>(_ => throw new InvalidOperationException("full"), error => _seen.Add(error.Message)));
        Assert.Equal("full", Assert.Throws<InvalidOperationException>(() => SinkRun.Epoch(sink, 0, [1])).Message);
        sink.Dispose();
        Assert.Equal(["full"], _seen);
    }

    private static IStreamSink<int> Make(IObserver<int> observer) =>
        new ObservableSinkProvider().CreateSink<int>(SinkRun.Context([], new ObservableSettings<int>(observer)));

    private Subject<int> Watch()
    {
        var subject = new Subject<int>();
        subject.Subscribe(row => _seen.Add($"{row}"), error => _seen.Add(error.Message), () => _seen.Add("completed"));
        return subject;
    }
}
