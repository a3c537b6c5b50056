using System.Collections.Concurrent;
using System.Reactive.Linq;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/sources-and-sinks.md, but for the source and the sink of one's own.</summary>
public sealed class SourceAndSinkGuideTests
{
    private readonly StreamingSession _session = StreamingSession.Create("guide");

    [Fact]
    public async Task Sources()
    {
        var session = _session;

        var ticks = session.ReadStream().Format("rate").Option("rowsPerSecond", 10).Load<RateRow>();
        var steps = session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", 10).Load<RateRow>();
        var lines = session.ReadStream().Format("socket").Option("host", "localhost").Option("port", 9999).Load<string>();

        Assert.NotNull(ticks);
        Assert.NotNull(lines);
        var query = steps.WriteStream().Memory("steps").Trigger(Trigger.Once()).Start();
        await query.AwaitTerminationAsync();
        Assert.Equal(10, session.MemoryTables.Get<RateRow>("steps").Rows.Count);
    }

    [Fact]
    public async Task Memory()
    {
        var session = _session;

        var words = new MemoryStream<string>();
        var query = session.ReadStream().From(words)
            .GroupBy(word => word).Count()
            .WriteStream().OutputMode(OutputMode.Complete).Memory("counts").Start();

        words.AddData("a", "b", "a");
        await query.ProcessAllAvailableAsync();
        IReadOnlyList<KeyCount<string>> counts = session.MemoryTables.Get<KeyCount<string>>("counts").Rows;

        Assert.Equal([("a", 2L), ("b", 1L)], counts.Select(row => (row.Key, row.Count)).Order());
    }

    [Fact]
    public void Observables()
    {
        var session = _session;

        IObservable<long> readings = Observable.Interval(TimeSpan.FromMilliseconds(1)).Take(3);
        IObservable<long> large = session.ReadStream().From(readings)
            .Filter(value => value > 0)
            .WriteStream().Trigger(Trigger.ProcessingTime("10 ms")).AsObservable();
        using IDisposable subscription = large.Subscribe(value => Console.WriteLine(value));   // starts a query; Dispose stops it
    }

    [Fact]
    public async Task ForeachBatch()
    {
        var words = new MemoryStream<string>();
        words.AddData("a", "b");
        var database = new Database();
        var stream = _session.ReadStream().From(words);

        var query = stream.WriteStream()
            .ForeachBatch((rows, batchId) => database.ReplaceBatch(batchId, rows))
            .Start();

        await query.ProcessAllAvailableAsync();
        Assert.Equal(["a", "b"], database.Batches[0]);
    }

    [Fact]
    public async Task Foreach()
    {
        var words = new MemoryStream<string>();
        words.AddData("a", "b");
        var stream = _session.ReadStream().From(words);

        var query = stream.WriteStream().Foreach(() => new LineWriter()).Start();

        await query.ProcessAllAvailableAsync();
        Assert.Null(query.Exception);
    }

    private sealed class LineWriter : IForeachWriter<string>
    {
        public bool Open(long partitionId, long epochId) => true;   // false skips the rows

        public void Process(string row) => Console.WriteLine(row);

        public void Close(Exception? error)
        {
        }
    }

    private sealed class Database
    {
        public ConcurrentDictionary<long, IReadOnlyList<string>> Batches { get; } = new();

        public void ReplaceBatch(long batchId, IReadOnlyList<string> rows) => Batches[batchId] = rows;
    }
}
