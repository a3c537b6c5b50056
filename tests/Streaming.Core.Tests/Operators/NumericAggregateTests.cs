namespace Streaming.Core.Tests;

public sealed class NumericAggregateTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task Sum(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<int, KeyValue<string, long>>(variant, stream => stream.GroupBy(_ => "all").Sum(n => n), OutputMode.Update, [int.MaxValue, 1, 2], [3]);
        Assert.Equal([new("all", int.MaxValue + 3L)], batches[0]);
        Assert.Equal([new("all", int.MaxValue + 6L)], batches[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task Average(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<double, KeyValue<bool, double>>(variant, stream => stream.GroupBy(n => n > 10).Average(n => n), OutputMode.Update, [1, 2, 20], [6]);
        Assert.Equal([new(false, 1.5), new(true, 20)], batches[0].OrderBy(row => row.Key));
        Assert.Equal([new(false, 3)], batches[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task MinAndMaxLeaveNullsOutAndSortNanLast(EngineVariant variant)
    {
        var smallest = await QueryRun.BatchesAsync<(int Key, double? Value), KeyValue<int, double?>>(
            variant, stream => stream.GroupBy(row => row.Key).Min(row => row.Value), OutputMode.Update, [(1, 2.0), (1, null), (1, double.NaN), (2, null)], [(1, -1.0), (2, double.NaN)]);
        Assert.Equal([new(1, 2.0), new(2, null)], smallest[0].OrderBy(row => row.Key));
        Assert.Equal([new(1, -1.0), new(2, double.NaN)], smallest[1].OrderBy(row => row.Key));
        var largest = await QueryRun.BatchesAsync<double, KeyValue<int, double>>(variant, stream => stream.GroupBy(_ => 1).Max(value => value), OutputMode.Update, [1, double.NaN, 5]);
        Assert.Equal([new(1, double.NaN)], largest[0]);
    }

    [Fact]
    public async Task OverflowFailsTheBatchAndAgainAfterARestart()
    {
        string checkpoint = Directory.CreateTempSubdirectory("streaming-test").FullName;
        var source = new ListSource<long>();
        var sink = new CollectSink();
        source.Add(long.MaxValue);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            await using var session = WordCountTests.NewSession(1);
            var query = session.ReadStream().From(source).GroupBy(_ => 1).Sum(n => n).WriteStream().OutputMode(OutputMode.Update).Option("checkpointLocation", checkpoint).To(sink).Start();
            if (attempt == 0)
            {
                query.ProcessAllAvailable();
                source.Add(1);
            }

            var failure = await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync());
            Assert.Contains("ARITHMETIC_OVERFLOW", failure.Message, StringComparison.Ordinal);
        }

        Assert.Single(sink.Batches<KeyValue<int, long>>());
        Directory.Delete(checkpoint, recursive: true);
    }
}
