namespace Streaming.Core.Tests;

public sealed class BuiltInFormatsTests
{
    [Fact]
    public void SourcesAndSinksAreFoundByName()
    {
        var formats = new StreamFormats();
        new BuiltInFormats().Register(formats);
        Assert.IsType<RateSourceProvider>(formats.Source<RateRow>("rate"));
        Assert.IsType<RateMicroBatchSourceProvider>(formats.Source<RateRow>("rate-micro-batch"));
        Assert.IsType<SocketSourceProvider>(formats.Source<string>("socket"));
        Assert.IsType<SocketSourceProvider>(formats.Source<SocketRow>("Socket"));
        foreach (string name in new[] { "console", "memory", "foreach", "foreachBatch", "noop", "observable" })
        {
            Assert.Equal(name, formats.Sink(name).ShortName, ignoreCase: true);
            Assert.True(formats.Sink(name).AllowsTemporaryCheckpoint);
        }

        Assert.Contains("yields RateRow, not String", Assert.Throws<StreamingException>(() => formats.Source<string>("rate")).Message, StringComparison.Ordinal);
    }
}
