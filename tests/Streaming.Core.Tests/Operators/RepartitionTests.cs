using System.Collections.Concurrent;

namespace Streaming.Core.Tests;

public sealed class RepartitionTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task LosesNothingAndFeedsAggregates(EngineVariant variant)
    {
        var numbers = Enumerable.Range(0, 5000).ToArray();
        var batches = await QueryRun.BatchesAsync<int, KeyCount<int>>(
            variant, stream => stream.Repartition(2).Map(n => n % 3).Repartition(5).GroupBy(n => n).Count(), OutputMode.Complete, numbers, [1]);
        Assert.Equal([new(0, 1667), new(1, 1667), new(2, 1666)], batches[0].OrderBy(row => row.Key));
        Assert.Equal([new(0, 1667), new(1, 1668), new(2, 1666)], batches[1].OrderBy(row => row.Key));
    }

    [Fact]
    public async Task SpreadsOnePartitionOverTheWorkers()
    {
        await using var session = WordCountTests.NewSession(2);
        var source = new ListSource<int>();
        source.Add(Enumerable.Range(0, 4096));
        var threads = new ConcurrentDictionary<int, int>();
        var query = session.ReadStream().From(source).Repartition(2)
            .Peek(_ => threads.AddOrUpdate(Environment.CurrentManagedThreadId, 1, (_, count) => count + 1))
            .WriteStream().To(new CollectSink()).Start();
        query.ProcessAllAvailable();
        Assert.Equal([2048, 2048], threads.Values);
    }

    [Fact]
    public async Task FailureBehindItStillNamesTheOffset()
    {
        await using var session = WordCountTests.NewSession(2);
        var source = new ListSource<int>();
        source.Add(Enumerable.Range(0, 100));
        var query = session.ReadStream().From(source).Repartition(2).Map(n => n == 77 ? throw new InvalidOperationException("no") : n).WriteStream().To(new CollectSink()).Start();
        var failure = await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync());
        Assert.Equal(("list", 77L), (failure.Topic, failure.Offset!.Value));
    }
}
