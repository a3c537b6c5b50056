namespace Streaming.Core.Tests;

public sealed class MapTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task MapsEveryRecord(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<int, string>(variant, stream => stream.Map(n => $"n{n}").Select(text => text + "!"), OutputMode.Append, [1, 2, 3], [4], []);
        Assert.Equal(["n1!", "n2!", "n3!"], batches[0].Order());
        Assert.Equal(["n4!"], batches[1]);
        Assert.Equal(2, batches.Count);
    }

    [Fact]
    public async Task FailureNamesOperatorPartitionAndOffset()
    {
        await using var session = WordCountTests.NewSession(1);
        var source = new ListSource<int>();
        source.Add(1, 2, 0, 4);
        var query = session.ReadStream().From(source).Map(n => n).Map(n => 10 / n).WriteStream().To(new CollectSink()).Start();
        var failure = await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync());
        Assert.IsType<DivideByZeroException>(failure.Cause.InnerException);
        Assert.Equal(("Map#2", "list", 0, 2L), (failure.Operator, failure.Topic, failure.Partition!.Value, failure.Offset!.Value));
        Assert.Contains("operator Map#2, topic 'list', partition 0, offset 2", failure.Message, StringComparison.Ordinal);
        Assert.False(query.IsActive);
        Assert.Same(failure, query.Exception);
    }
}
