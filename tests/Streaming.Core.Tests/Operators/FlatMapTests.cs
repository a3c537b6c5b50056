using System.Text;

namespace Streaming.Core.Tests;

public sealed class FlatMapTests
{
    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task MakesAnyNumberOfRecords(EngineVariant variant)
    {
        var batches = await QueryRun.BatchesAsync<int, int>(variant, stream => stream.FlatMap(n => Enumerable.Repeat(n, n)), OutputMode.Append, [0, 1, 3], [2]);
        Assert.Equal([1, 3, 3, 3], batches[0].Order());
        Assert.Equal([2, 2], batches[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task CollectorFormGivesTheSameAsArrays(EngineVariant variant)
    {
        string[] lines = ["a b", "", " c  d ", "long-word-of-more-than-sixteen-bytes ü"];
        var slices = await QueryRun.BatchesAsync<string, string>(
            variant,
            stream => stream.Map(line => new Utf8Slice(line)).FlatMap<Utf8Slice>((line, output) => line.Split((byte)' ', output)).Map(slice => slice.ToString()),
            OutputMode.Append, lines);
        var arrays = await QueryRun.BatchesAsync<string, string>(variant, stream => stream.SelectMany(line => line.Split(' ')), OutputMode.Append, lines);
        Assert.Equal(lines.SelectMany(line => line.Split(' ')).Order(StringComparer.Ordinal), slices[0].Order(StringComparer.Ordinal));
        Assert.Equal(arrays[0].Order(StringComparer.Ordinal), slices[0].Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(StringSplitOptions.None)]
    [InlineData(StringSplitOptions.RemoveEmptyEntries)]
    [InlineData(StringSplitOptions.TrimEntries)]
    [InlineData(StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
    public void SplitIsThatOfStrings(StringSplitOptions options)
    {
        foreach (string text in new[] { "", ",", "a", "a,b", ",a,,b,", " a , b", " , " })
        {
            var parts = new Parts();
            var collector = new FlatMapCollectorLink<Utf8Slice, Utf8Slice>(new StageContext(), 0, (slice, output) => slice.Split((byte)',', output, options), parts);
            collector.Push(new Utf8Slice(text));
            Assert.Equal(text.Split(',', options), parts.Texts);
        }
    }

    [Fact]
    public async Task FailureInsideAnIteratorNamesTheFlatMap()
    {
        await using var session = WordCountTests.NewSession(1);
        var source = new ListSource<int>();
        source.Add(1);
        var query = session.ReadStream().From(source).FlatMap(Failing).Map(n => n).WriteStream().To(new CollectSink()).Start();
        var failure = await Assert.ThrowsAsync<StreamingQueryException>(() => query.AwaitTerminationAsync());
        Assert.Equal("FlatMap#1", failure.Operator);

        static IEnumerable<int> Failing(int n)
        {
            yield return n;
            throw new InvalidOperationException("half way");
        }
    }

    private sealed class Parts : Link<Utf8Slice>
    {
        public List<string> Texts { get; } = [];

        public override void Push(Utf8Slice value) => Texts.Add(Encoding.UTF8.GetString(value.Span));
    }
}
