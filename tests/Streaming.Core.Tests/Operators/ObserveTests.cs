namespace Streaming.Core.Tests;

public sealed class ObserveTests
{
    public sealed record Totals(int Count, long Sum);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(3, 1024)]
    public async Task TheProgressShowsWhatEachBatchHad(int workers, int batchSize)
    {
        await using var session = WordCountTests.NewSession(workers, batchSize);
        var source = new ListSource<int>(4) { BatchSize = batchSize };
        var sink = new CollectSink();
        var query = session.ReadStream().From(source)
            .Observe("all", () => new Totals(0, 0), (seen, row) => new Totals(seen.Count + 1, seen.Sum + row), (left, right) => new Totals(left.Count + right.Count, left.Sum + right.Sum))
            .Filter(row => row > 1)
            .Observe("kept", () => (Rows: 0, Largest: int.MinValue), (seen, row) => (seen.Rows + 1, Math.Max(seen.Largest, row)), (left, right) => (left.Rows + right.Rows, Math.Max(left.Largest, right.Largest)))
            .WriteStream().To(sink).Start();
        source.Add(1, 2, 3, 4, 5);
        query.ProcessAllAvailable();
        Assert.Equal("""{"Count":5,"Sum":15}""", query.LastProgress!.ObservedMetrics["all"].ToString());
        Assert.Equal("""{"Item1":4,"Item2":5}""", query.LastProgress!.ObservedMetrics["kept"].ToString());
        source.Add(1);
        query.ProcessAllAvailable();
        Assert.Equal("""{"Count":1,"Sum":1}""", query.LastProgress!.ObservedMetrics["all"].ToString());
        Assert.Equal([2, 3, 4, 5], sink.Rows<int>().Order());
    }
}
