namespace Streaming.Core.Tests;

public sealed class UnionTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AStreamUsedTwiceIsReadOnce(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<int, int>(
            variant, stream => stream.Map(n => n * 10).Union(stream.Filter(n => n > 1)), OutputMode.Append, [1, 2], [3]);
        Assert.Equal([2, 10, 20], batches[0].Order());
        Assert.Equal([3, 30], batches[1].Order());
    }

    [Fact]
    public async Task TwoSourcesHaveTheirOwnOffsets()
    {
        await using var session = WordCountTests.NewSession(2);
        var left = new ListSource<string>();
        var right = new ListSource<string>(3);
        var sink = new CollectSink();
        left.Add("a");
        var query = session.ReadStream().From(left).Union(session.ReadStream().From(right)).GroupBy(text => text).Count()
            .WriteStream().OutputMode(OutputMode.Update).To(sink).Start();
        query.ProcessAllAvailable();
        right.Add("a", "b");
        query.ProcessAllAvailable();
        Assert.Equal([new("a", 1)], sink.Batches<KeyCount<string>>()[0].Rows);
        Assert.Equal([new("a", 2), new("b", 1)], sink.Batches<KeyCount<string>>()[1].Rows.OrderBy(row => row.Key));
        Assert.Equal([0, 2], query.LastProgress!.Sources.Select(progress => progress.NumInputRows));
        Assert.Equal(2, query.LastProgress!.NumInputRows);
    }

    [Fact]
    public async Task StreamsOfTwoSessionsAreRefused()
    {
        await using var one = WordCountTests.NewSession(1);
        await using var other = WordCountTests.NewSession(1);
        var source = new ListSource<int>();
        Assert.Throws<ArgumentException>(() => one.ReadStream().From(source).Union(other.ReadStream().From(source)));
    }
}
