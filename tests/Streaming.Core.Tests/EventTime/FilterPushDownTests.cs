namespace Streaming.Core.Tests.EventTime;

/// <summary>Filters behind a watermark go below it, unless they ask for the event time.</summary>
public sealed class FilterPushDownTests
{
    [Theory]
    [InlineData("Value > 0", true)]
    [InlineData("Value * 2 > 0 AND Sensor IS NOT NULL", true)]
    [InlineData("Value > 0 AND Time < timestamp_seconds(1000)", true)]
    [InlineData("Value > 0 AND unix_timestamp(Time) < 1000", true)]
    [InlineData("Value > 0 OR Time < timestamp_seconds(50)", false)]
    public async Task RowsThatTheyDropDoNotMoveTheWatermark(string condition, bool isBelow)
    {
        foreach (var (name, build) in Shapes(condition))
        {
            var batches = await WindowRun.FrameAsync(
                new EngineVariant(1, 1024, false), build, OutputMode.Append, [Reading.At("a", 1)], [Reading.At("a", 100, 0)], [Reading.At("a", 3)], [Reading.At("a", 4)]);
            Assert.True((isBelow ? "" : "[2]") == string.Join(' ', batches[2]), $"{name}: {string.Join(" | ", batches.Select(batch => string.Join(' ', batch)))}");
        }
    }

    [Fact]
    public async Task AFilterOnTheKeysOfAnAggregationGoesBelowItToo()
    {
        var batches = await WindowRun.FrameAsync(
            new EngineVariant(1, 1024, false),
            rows => rows.WithWatermark("Time", "5 seconds").GroupBy(Functions.Expr("window(Time, '10 seconds') AS w"), Functions.Col("Value")).Agg("count(*) AS c").Filter("Value > 0").Filter("c > 0").SelectExpr("c"),
            OutputMode.Append, [Reading.At("a", 1)], [Reading.At("a", 100, 0)], [Reading.At("a", 3)], [Reading.At("a", 4)]);
        Assert.Equal(["", "", "", ""], batches.Select(batch => string.Join(' ', batch)));
    }

    [Fact]
    public void PlansWithoutAWatermarkStayAsTheyWereWritten()
    {
        var rows = StreamingSession.Create("filters").ReadStream().From(new ListSource<Reading>()).ToDataFrame();
        Assert.Equal("Filter", rows.SelectExpr("Value AS v").Filter("v > 1 AND v < 5").Node.Name);
        var named = rows.WithWatermark("Time", "1 second").Alias("r").Filter("r.Value > 1");
        Assert.Equal("EventTimeWatermark", named.Node.Name);
        Assert.Equal(["Value"], named.SelectExpr("r.Value").Columns);
    }

    private static IEnumerable<(string Name, Func<DataFrame, DataFrame> Build)> Shapes(string condition)
    {
        yield return ("direct", rows => Counts(rows.WithWatermark("Time", "5 seconds").Filter(condition)));
        yield return ("projection", rows => Counts(rows.WithWatermark("Time", "5 seconds").SelectExpr("Sensor AS s", "Value AS v", "Time AS t").SelectExpr("s AS Sensor", "v + 0 AS Value", "t AS Time").Filter(condition)));
        yield return ("filters", rows => Counts(rows.WithWatermark("Time", "5 seconds").Filter("Time IS NOT NULL").WithColumn("Twice", Functions.Expr("Value * 2")).Filter(condition)));
    }

    private static DataFrame Counts(DataFrame rows) => rows.GroupBy(Functions.Expr("window(Time, '10 seconds') AS w")).Agg("count(*) AS c").SelectExpr("c");
}
