using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

public sealed class RowOperationTests
{
    public sealed record Person(string? Name, int Age, double? Score);

    private static readonly Person[] People = [new("ann", 31, 1.5), new("bob", 17, null), new(null, 50, -2)];

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task SelectAndFilter(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant, people => people.Filter(Col("age") > 18).Select(Col("name"), (Col("age") + 1).As("next"), Lit("x").As("x")), OutputMode.Append, People, [new Person("cid", 20, 0)]);
        Assert.Equal(["[null,51,x]", "[ann,32,x]"], batches[0]);
        Assert.Equal(["[cid,21,x]"], batches[1]);
    }

    [Fact]
    public async Task SelectExprAndWhereText() =>
        Assert.Equal(["[ann,62]", "[bob,34]"], await FrameRun.RowsAsync(people => people.Where("Name IS NOT NULL").SelectExpr("name", "age * 2 AS twice"), People));

    [Fact]
    public async Task WithColumnAddsReplacesRenamesAndDrops() =>
        Assert.Equal(
            ["[31,31]", "[17,17]", "[50,50]"],
            (await FrameRun.RowsAsync(people => people.WithColumn("copy", Col("Age")).WithColumn("age", Col("copy")).WithColumnRenamed("copy", "z").Drop("name", "Score"), People))
                .OrderBy(row => row == "[50,50]").ThenByDescending(row => row));

    [Fact]
    public async Task AliasQualifiesColumns() =>
        Assert.Equal(["[17]"], await FrameRun.RowsAsync(people => people.Alias("p").Filter(Col("p.age") < 18).Select("age"), People));

    [Fact]
    public async Task StarStandsForAllColumns() =>
        Assert.Equal(["[bob,17,null,true]"], await FrameRun.RowsAsync(people => people.Filter("age = 17").SelectExpr("*", "score IS NULL AS none"), People));

    [Fact]
    public async Task WhenHasBranches() =>
        Assert.Equal(
            ["[adult]", "[child]", "[senior]"],
            await FrameRun.RowsAsync(people => people.Select(When(Col("age") < 18, "child").When(Col("age") < 40, "adult").Otherwise("senior").As("group")), People));

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task ExplodeMakesARowOfEachElement(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(
            variant, rows => rows.Select(Col("_1").As("id"), Explode(Col("_2")).As("item")), OutputMode.Append,
            new (int, string[])[] { (1, ["a", "b"]), (2, []), (3, null!) }, new (int, string[])[] { (4, [.. Enumerable.Range(0, 3).Select(i => $"{i}")]) });
        Assert.Equal(["[1,a]", "[1,b]"], batches[0]);
        Assert.Equal(["[4,0]", "[4,1]", "[4,2]"], batches[1]);
    }

    [Fact]
    public async Task OuterAndPositionalGenerators()
    {
        (int, string[]?)[] rows = [(1, ["a", "b"]), (2, []), (3, null)];
        Assert.Equal(["[1,a]", "[1,b]", "[2,null]", "[3,null]"], await FrameRun.RowsAsync(frame => frame.Select(Col("_1"), ExplodeOuter(Col("_2"))), rows));
        Assert.Equal(["[1,0,a]", "[1,1,b]"], await FrameRun.RowsAsync(frame => frame.Select(Col("_1"), PosExplode(Col("_2"))), rows));
        Assert.Equal(["[1,x,7]"], await FrameRun.RowsAsync(frame => frame.Select(Col("_1"), Explode(Col("_2"))), (1, new Dictionary<string, int> { ["x"] = 7 })));
    }

    [Fact]
    public async Task UnionWidensTypesAndKeepsTheFirstNames()
    {
        var rows = await FrameRun.RowsAsync(frame => frame.Select(Col("age").As("n")).Union(frame.Select(Col("score"))), People);
        Assert.Equal(["[-2.0]", "[1.5]", "[17.0]", "[31.0]", "[50.0]", "[null]"], rows);
    }

    [Fact]
    public async Task ColumnsOfTheSameNameStayApart()
    {
        var rows = await FrameRun.RowsAsync(
            frame => frame.SelectExpr("age AS a", "name AS a", "score AS b").Union(frame.SelectExpr("score", "'x'", "age")).SelectExpr("*").WithColumn("c", Lit(1)).Drop("b").WithColumnRenamed("c", "d"), People[0]);
        Assert.Equal(["[1.5,x,1]", "[31.0,ann,1]"], rows);
    }

    [Fact]
    public async Task AStarBehindAStructStandsForItsFields() =>
        Assert.Equal(["[31,ann]"], await FrameRun.RowsAsync(frame => frame.SelectExpr("struct(age, name) AS s").SelectExpr("s.*"), People[0]));

    [Fact]
    public async Task UnionByNameFillsMissingColumns()
    {
        var rows = await FrameRun.RowsAsync(
            frame => frame.Select("name", "age").UnionByName(frame.Select("age"), allowMissingColumns: true), new Person("ann", 31, null));
        Assert.Equal(["[null,31]", "[ann,31]"], rows);
    }

    [Fact]
    public void ErrorsComeWhenTheOperationIsWritten()
    {
        using var people = new FrameSession<Person>();
        var frame = people.Frame;
        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", Assert.Throws<StreamingException>(() => frame.Select("nam")).ErrorClass);
        Assert.Equal("UNRESOLVED_ROUTINE", Assert.Throws<StreamingException>(() => frame.SelectExpr("lenght(name)")).ErrorClass);
        Assert.Equal("DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN", Assert.Throws<StreamingException>(() => frame.Filter("age")).ErrorClass);
        Assert.Equal("NUM_COLUMNS_MISMATCH", Assert.Throws<StreamingException>(() => frame.Union(frame.Select("age"))).ErrorClass);
        Assert.Equal("PARSE_SYNTAX_ERROR", Assert.Throws<StreamingException>(() => frame.Filter("age >")).ErrorClass);
        Assert.Equal("MISSING_AGGREGATION", Assert.Throws<StreamingException>(() => frame.GroupBy("name").Agg(Col("age"))).ErrorClass);
        Assert.Equal("INVALID_WHERE_CONDITION", Assert.Throws<StreamingException>(() => frame.Filter("sum(age) > 1")).ErrorClass);
    }

    [Fact]
    public void TheSchemaFollowsTheOperations()
    {
        using var people = new FrameSession<Person>();
        Assert.Equal("struct<Name:string,Age:int,Score:double>", people.Frame.Schema.SimpleString);
        Assert.Equal("struct<Age:int,n:bigint,avg(Score):double>", people.Frame.GroupBy("Age").Agg(Count("*").As("n"), Avg("Score")).Schema.SimpleString);
        Assert.False(people.Frame.GroupBy("Age").Count().Schema.Fields[1].Nullable);
    }

    [Fact]
    public void WhatNeedsTheWholeResultIsRefused()
    {
        using var people = new FrameSession<Person>();
        Assert.StartsWith("Sorting is not supported", Assert.Throws<StreamingException>(() => people.Frame.Sort("age").WriteStream().To(new CollectSink()).Start()).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Distinct aggregations", Assert.Throws<StreamingException>(() => people.Frame.Agg(CountDistinct(Col("age"))).WriteStream().OutputMode(OutputMode.Complete).To(new CollectSink()).Start()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusalsAreSparks()
    {
        using var people = new FrameSession<Person>();
        var frame = people.Frame;
        Assert.Equal("MISSING_GROUP_BY", Assert.Throws<StreamingException>(() => frame.GroupBy().Agg(Col("name"), Count("*"))).ErrorClass);
        Assert.Equal("Limits are not supported on streaming DataFrames/Datasets in Update output mode", Start(frame.Limit(1), OutputMode.Update).Message);
        Assert.Equal("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", Start(frame.Distinct(), OutputMode.Complete).ErrorClass);
        Assert.Equal("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", Start(frame.GroupBy("name").Count(), OutputMode.Append).ErrorClass);
        Assert.StartsWith("Sorting is not supported", Start(frame.GroupBy("name").Count().Sort("count"), OutputMode.Update).Message, StringComparison.Ordinal);
        Assert.Equal("_LEGACY_ERROR_TEMP_3102", Start(frame.GroupBy("name").Count().GroupBy("count").Count(), OutputMode.Complete).ErrorClass);

        static StreamingException Start(DataFrame frame, OutputMode mode) =>
            Assert.Throws<StreamingException>(() => frame.WriteStream().OutputMode(mode).To(new CollectSink()).Start());
    }
}
