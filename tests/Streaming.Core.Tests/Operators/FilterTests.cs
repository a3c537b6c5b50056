namespace Streaming.Core.Tests;

public sealed class FilterTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task KeepsWhatMatches(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<int, int>(variant, stream => stream.Filter(n => n > 2).Where(n => n % 2 == 0), OutputMode.Append, [1, 2, 3, 4, 5, 6], [1], [8]);
        Assert.Equal([4, 6], batches[0].Order());
        Assert.Empty(batches[1]);
        Assert.Equal([8], batches[2]);
    }
}
