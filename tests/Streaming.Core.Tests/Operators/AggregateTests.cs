namespace Streaming.Core.Tests;

public sealed class AggregateTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task WithMerge(EngineVariant variant) => await Check(variant, (x, y) => [.. x, .. y]);

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task WithoutMergeRowsTravelOneByOne(EngineVariant variant) => await Check(variant, null);

    private static async Task Check(EngineVariant variant, Func<List<int>, List<int>, List<int>>? merge)
    {
        var batches = await QueryRun.BatchesAsync<int, KeyValue<bool, List<int>>>(
            variant, stream => stream.GroupBy(n => n % 2 == 0).Aggregate(() => new List<int>(), (list, n) => [.. list, n], merge), OutputMode.Update,
            [1, 2, 3], [5]);
        Assert.Equal([1, 3], batches[0].Single(row => !row.Key).Value.Order());
        Assert.Equal([2], batches[0].Single(row => row.Key).Value);
        Assert.Equal([1, 3, 5], batches[1].Single().Value.Order());
    }
}
