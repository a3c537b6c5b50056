using System.Collections.Concurrent;

namespace Streaming.Core.Tests;

public sealed class PeekTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task SeesEveryRecordAndChangesNone(EngineVariant variant)
    {
        var seen = new ConcurrentBag<int>();
        var batches = await QueryRun.BatchesAsync<int, int>(variant, stream => stream.Peek(seen.Add), OutputMode.Append, [1, 2, 3]);
        Assert.Equal([1, 2, 3], batches[0].Order());
        Assert.Equal([1, 2, 3], seen.Order());
    }
}
