namespace Streaming.Core.Tests;

public sealed class WordCountTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(2, 1024)]
    [InlineData(3, 7)]
    public async Task CountsGrowFromBatchToBatch(int workers, int batchSize)
    {
        await using var session = NewSession(workers, batchSize);
        var source = new ListSource<string>(4) { BatchSize = batchSize };
        var sink = new CollectSink();
        source.Add("a b a", "b c", "a long-word-of-more-than-sixteen-bytes", "");
        var query = session.ReadStream().From(source)
            .FlatMap(line => line.Split(' ')).Filter(word => word.Length > 0)
            .GroupBy(word => word).Count()
            .WriteStream().OutputMode(OutputMode.Update).To(sink).Start();
        query.ProcessAllAvailable();
        source.Add("a", "d long-word-of-more-than-sixteen-bytes");
        query.ProcessAllAvailable();
        await query.DisposeAsync();

        var batches = sink.Batches<KeyCount<string>>();
        Assert.Equal(2, batches.Count);
        Assert.Equal(
            [new("a", 3), new("b", 2), new("c", 1), new("long-word-of-more-than-sixteen-bytes", 1)],
            batches[0].Rows.OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Equal([new("a", 4), new("d", 1), new("long-word-of-more-than-sixteen-bytes", 2)], batches[1].Rows.OrderBy(row => row.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task CompleteModeEmitsTheWholeTable()
    {
        await using var session = NewSession(2, 1024);
        var source = new ListSource<string>(2);
        var sink = new CollectSink();
        source.Add("a", "b");
        var query = session.ReadStream().From(source).Map(word => (word, 1)).ReduceByKey((x, y) => x + y)
            .WriteStream().OutputMode(OutputMode.Complete).To(sink).Start();
        query.ProcessAllAvailable();
        source.Add("b");
        query.ProcessAllAvailable();
        Assert.Equal([("a", 1), ("b", 2)], sink.Batches<(string, int)>()[1].Rows.Order());
    }

    internal static StreamingSession NewSession(int workers, int batchSize = 1024) => StreamingSession.Create(new StreamingSessionOptions
    {
        Configuration = new Dictionary<string, string>
        {
            ["streaming.workers"] = $"{workers}",
            ["streaming.batch.capacity"] = $"{batchSize}",
            ["spark.sql.shuffle.partitions"] = "5",
        },
    });
}
