namespace Streaming.Core.Tests;

public sealed class ReduceTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task CombinesTheRecordsOfAKey(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<(string Name, int Score), KeyValue<string, (string Name, int Score)>>(
            variant, stream => stream.GroupBy(row => row.Name).Reduce((x, y) => x.Score >= y.Score ? x : y), OutputMode.Update,
            [("a", 1), ("a", 5), ("b", 2)], [("a", 3), ("b", 9)]);
        Assert.Equal([new("a", ("a", 5)), new("b", ("b", 2))], batches[0].OrderBy(row => row.Key));
        Assert.Equal([new("a", ("a", 5)), new("b", ("b", 9))], batches[1].OrderBy(row => row.Key));
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task ReduceByKeyGivesPairs(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<string, (string Key, int Value)>(
            variant, stream => stream.Map(word => (word, 1)).ReduceByKey((x, y) => x + y), OutputMode.Update, ["a", "b", "a"], ["a"]);
        Assert.Equal([("a", 2), ("b", 1)], batches[0].Order());
        Assert.Equal([("a", 3)], batches[1]);
    }

    [Fact]
    public async Task ValuesThatLookIntoABatchAreKept()
    {
        var batches = await QueryRun.BatchesAsync<string, KeyValue<int, string>>(
            new EngineVariant(1, 1, Restart: false),
            stream => stream.Map(text => new Utf8Slice(text)).GroupBy(slice => slice.Length).Reduce((x, y) => string.CompareOrdinal(x.ToString(), y.ToString()) < 0 ? x : y)
                .Map(row => new KeyValue<int, string>(row.Key, row.Value.ToString())),
            OutputMode.Update, ["bb", "aa", "c"], ["ab"]);
        Assert.Equal([new(1, "c"), new(2, "aa")], batches[0].OrderBy(row => row.Key));
        Assert.Equal([new(2, "aa")], batches[1]);
    }
}
