using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Rollup, cube and grouping sets.</summary>
public sealed class GroupingSetTests
{
    public sealed record Sale(string? City, string? Car, int N);

    private static readonly Sale[] Sales = [new("a", "x", 1), new("a", "y", 2), new("b", "x", 4), new("b", null, 8)];

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task RollupGroupsByFewerAndFewerKeys(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant, sales => sales.Rollup("City", "Car").Agg(Sum("N").As("n"), Expr("grouping_id() AS g")), OutputMode.Complete, Sales, [new Sale("b", null, 16)]);
        Assert.Equal(["[NULL,NULL,31,3]", "[a,NULL,3,1]", "[a,x,1,0]", "[a,y,2,0]", "[b,NULL,24,0]", "[b,NULL,28,1]", "[b,x,4,0]"], Upper(batches[1]));
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task CubeGroupsByEverySubset(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant, sales => sales.Cube(Col("City"), Col("Car")).Agg(Expr("count(*) AS c"), Expr("grouping(City) AS city"), Expr("grouping(Car) AS car")), OutputMode.Complete, Sales);
        Assert.Equal(
            ["[NULL,NULL,1,1,0]", "[NULL,NULL,4,1,1]", "[NULL,x,2,1,0]", "[NULL,y,1,1,0]", "[a,NULL,2,0,1]", "[a,x,1,0,0]", "[a,y,1,0,0]", "[b,NULL,1,0,0]", "[b,NULL,2,0,1]", "[b,x,1,0,0]"],
            Upper(batches[0]));
    }

    [Fact]
    public async Task UpdateModeTellsTheChangedGroupsOfEachSet()
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(1, 1024, Restart: true), sales => sales.Rollup("City").Agg(Sum("N").As("n")), OutputMode.Update, Sales, [new Sale("b", null, 16)]);
        Assert.Equal(["[NULL,31]", "[b,28]"], Upper(batches[1]));
    }

    [Theory]
    [InlineData("GROUP BY GROUPING SETS ((City, Car), City, ())", "[NULL,NULL,15] [a,NULL,3] [a,x,1] [a,y,2] [b,NULL,12] [b,NULL,8] [b,x,4]")]
    [InlineData("GROUP BY City, Car WITH ROLLUP", "[NULL,NULL,15] [a,NULL,3] [a,x,1] [a,y,2] [b,NULL,12] [b,NULL,8] [b,x,4]")]
    [InlineData("GROUP BY ROLLUP(City, Car)", "[NULL,NULL,15] [a,NULL,3] [a,x,1] [a,y,2] [b,NULL,12] [b,NULL,8] [b,x,4]")]
    [InlineData("GROUP BY City, Car GROUPING SETS (City, Car)", "[NULL,NULL,8] [NULL,x,5] [NULL,y,2] [a,NULL,3] [b,NULL,12]")]
    [InlineData("GROUP BY City, ROLLUP(Car)", "[a,NULL,3] [a,x,1] [a,y,2] [b,NULL,12] [b,NULL,8] [b,x,4]")]
    [InlineData("GROUP BY ROLLUP((City, Car))", "[NULL,NULL,15] [a,x,1] [a,y,2] [b,NULL,8] [b,x,4]")]
    [InlineData("GROUP BY GROUPING SETS (City, City), Car HAVING sum(N) > 3", "[b,NULL,8] [b,NULL,8] [b,x,4] [b,x,4]")]
    [InlineData("GROUP BY 1, 2 HAVING n >= 4", "[b,NULL,8] [b,x,4]")]
    public async Task SetsInSql(string groupBy, string rows)
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(1, 1024, Restart: false),
            sales =>
            {
                sales.CreateOrReplaceTempView("sales");
                return sales.Session.Sql($"SELECT City, Car, sum(N) AS n FROM sales {groupBy}");
            },
            OutputMode.Complete, Sales);
        Assert.Equal(rows, string.Join(' ', Upper(batches[0])));
    }

    [Fact]
    public async Task HavingWithoutKeysAsksForTheOnlyGroup()
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(1, 1024, Restart: false),
            sales =>
            {
                sales.CreateOrReplaceTempView("sales");
                return sales.Session.Sql("SELECT max(N) AS m FROM sales HAVING count(*) > 4");
            },
            OutputMode.Complete, Sales, [new Sale("c", "z", 3)]);
        Assert.Empty(batches[0]);
        Assert.Equal(["[8]"], batches[1]);
    }

    [Fact]
    public void ErrorsAreSparks()
    {
        using var session = new FrameSession<Sale>();
        Assert.Equal("GROUPING_COLUMN_MISMATCH", Error(() => session.Frame.Rollup("City").Agg(Expr("grouping(Car)"))));
        Assert.Equal("GROUPING_ID_COLUMN_MISMATCH", Error(() => session.Frame.Rollup("City").Agg(Expr("grouping_id(Car)"))));
        Assert.Equal("UNSUPPORTED_GROUPING_EXPRESSION", Error(() => session.Frame.GroupBy("City").Agg(Expr("grouping(City)"))));
        session.Frame.CreateOrReplaceTempView("sales");
        Assert.Equal("GROUP_BY_POS_OUT_OF_RANGE", Error(() => session.Session.Sql("SELECT City FROM sales GROUP BY 2")));
        Assert.Equal("_LEGACY_ERROR_TEMP_3102", Error(() => session.Frame.GroupBy("City").Pivot("Car", "x", "y").Agg(Sum("N")).WriteStream().OutputMode(OutputMode.Complete).To(new CollectSink()).Start()));
        Assert.Equal("struct<City:string,x:bigint,y:bigint>", session.Frame.GroupBy("City").Pivot("Car", "x", "y").Agg(Sum("N")).Schema.SimpleString);
        Assert.Equal("struct<City:string,x_s:bigint,x_c:bigint>", session.Frame.GroupBy("City").Pivot("Car", "x").Agg(Sum("N").As("s"), Count("*").As("c")).Schema.SimpleString);

        static string? Error(Action action) => Assert.Throws<StreamingException>(action).ErrorClass;
    }

    private static List<string> Upper(IReadOnlyList<string> rows) => [.. rows.Select(row => row.Replace("null", "NULL", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
