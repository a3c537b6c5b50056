using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

public sealed class AggregateTests
{
    public sealed record Sale(string? Shop, int? Amount, double Price);

    private static readonly Sale[][] Batches = [[new("a", 1, 0.5), new("a", null, 1), new(null, 5, 2)], [new("a", 4, 3), new("b", null, double.NaN)]];

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task UpdateModeEmitsTheGroupsThatHadRows(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant,
            sales => sales.GroupBy("shop").Agg(Count("*").As("n"), Count("amount").As("c"), Sum("amount").As("s"), Avg("amount").As("a"), Min("amount").As("mn"), Max("price").As("mx")),
            OutputMode.Update, Batches);
        Assert.Equal(["[null,1,1,5,5.0,5,2.0]", "[a,2,1,1,1.0,1,1.0]"], batches[0]);
        Assert.Equal(["[a,3,2,5,2.5,1,3.0]", "[b,1,0,null,null,null,NaN]"], batches[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task CompleteModeEmitsEveryGroup(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(variant, sales => sales.GroupBy("shop").Count(), OutputMode.Complete, Batches);
        Assert.Equal(["[null,1]", "[a,3]", "[b,1]"], batches[1]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AllRowsAreOneGroupEvenWithoutRows(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant, sales => sales.Filter("amount > 3").Agg(Count("*").As("n"), Sum("amount").As("s")), OutputMode.Complete, [new Sale("a", 1, 0)], [new Sale("a", 4, 0), new Sale("b", 5, 0)]);
        Assert.Equal(["[0,null]"], batches[0]);
        Assert.Equal(["[2,9]"], batches[1]);
    }

    [Fact]
    public async Task ResultsMayBeComputedFromAggregatesAndKeys()
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(1, 1024, false), sales => sales.GroupBy((Col("amount") % 2).As("odd")).Agg((Sum("amount") + Count("*")).As("x"), (Col("amount") % 2 + 10).As("y")), OutputMode.Complete, Batches);
        Assert.Equal(["[0,5,10]", "[1,8,11]", "[null,null,null]"], batches[1]);
    }

    [Fact]
    public async Task FilterBehindAnAggregate()
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(3, 7, false), sales => sales.GroupBy("shop").Agg("count(*) FILTER (WHERE amount > 1) AS n"), OutputMode.Complete, Batches);
        Assert.Equal(["[null,1]", "[a,1]", "[b,0]"], batches[1]);
    }

    [Fact]
    public async Task ZeroAndNaNAreOneKeyEach()
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(1, 1024, false), values => values.GroupBy("value").Count(), OutputMode.Complete, [0.0, -0.0, double.NaN, -double.NaN, 1]);
        Assert.Equal(["[0.0,2]", "[1.0,1]", "[NaN,2]"], batches[0]);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task FirstLastAndCollections(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant, pairs => pairs.GroupBy("_1").Agg(SortedSet(), CountIf(Col("_2") > 1).As("more"), Max("_3").As("m")), OutputMode.Complete,
            [(1, 1, "x"), (1, 2, "yy"), (2, 5, null)], new (int, int, string?)[] { (1, 2, "a") });
        Assert.Equal(["[1,2,yy]", "[2,1,null]"], batches[1].Select(row => row.Replace("[1,[1, 2],", "[1,", StringComparison.Ordinal).Replace("[1,[2, 1],", "[1,", StringComparison.Ordinal).Replace("[2,[5],", "[2,", StringComparison.Ordinal)));

        static Column SortedSet() => CollectSet("_2").As("set");
    }

    [Fact]
    public async Task DecimalsFollowSparksTypes()
    {
        using var session = new FrameSession<decimal>();
        var frame = session.Frame.Select(Col("value").Cast("decimal(10,2)").As("d")).Agg(Sum("d").As("s"), Avg("d").As("a"), Min("d").As("m"));
        Assert.Equal("struct<s:decimal(20,2),a:decimal(14,6),m:decimal(10,2)>", frame.Schema.SimpleString);
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(3, 7, true), values => values.Select(Col("value").Cast("decimal(10,2)").As("d")).Agg(Sum("d").As("s"), Avg("d").As("a"), Min("d").As("m")), OutputMode.Complete, [1.10m, 2.25m]);
        Assert.Equal(["[3.35,1.675000,1.10]"], batches[0]);
    }

    [Fact]
    public async Task ALongSumThatOverflowsFailsTheQuery()
    {
        using var session = new FrameSession<long>();
        var query = session.Frame.Agg(Sum("value")).WriteStream().OutputMode(OutputMode.Complete).To(new CollectSink()).Start();
        session.Source.Add(long.MaxValue, 1);
        var error = await Assert.ThrowsAnyAsync<StreamingException>(() => query.AwaitTerminationAsync());
        Assert.Contains("[ARITHMETIC_OVERFLOW] overflow.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task ResultsAreSortedAndLimitedInCompleteMode(EngineVariant variant)
    {
        var source = new ListSource<int?>(4) { BatchSize = variant.BatchSize };
        var sink = new CollectSink();
        await using var session = variant.NewSession();
        var counts = session.ReadStream().From(source).ToDataFrame().GroupBy("value").Count();
        var query = counts.Sort(Col("count").Desc(), Col("value")).Limit(3).Select("value").WriteStream().OutputMode(OutputMode.Complete).To(sink).Start();
        source.Add(5, 4, 4, 3, null, 2, 2, 2);
        query.ProcessAllAvailable();
        Assert.Equal(["[2]", "[4]", "[null]"], sink.Batches<Row>()[0].Rows.Select(row => row.ToString()));
        source.Add(3, 3, 3);
        query.ProcessAllAvailable();
        Assert.Equal(["[3]", "[2]", "[4]"], sink.Batches<Row>()[1].Rows.Select(row => row.ToString()));
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task WordCount(EngineVariant variant)
    {
        Assert.SkipWhen(FunctionRegistry.Find("split") is null, "There is no function split.");
        var batches = await FrameRun.BatchesAsync(
            variant, lines => lines.Select(Explode(Split(Col("value"), " ")).As("word")).GroupBy("word").Count(), OutputMode.Update,
            ["to be or", "not to be"], ["be a-word-of-more-than-sixteen-bytes"]);
        Assert.Equal(["[be,2]", "[not,1]", "[or,1]", "[to,2]"], batches[0]);
        Assert.Equal(["[a-word-of-more-than-sixteen-bytes,1]", "[be,3]"], batches[1]);
    }
}
