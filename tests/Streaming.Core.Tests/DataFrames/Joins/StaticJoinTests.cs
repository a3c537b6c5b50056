namespace Streaming.Core.Tests.DataFrames;

/// <summary>Joins of a stream with bounded data; rows and texts as recorded (JON-22, JON-23) and asked of Spark 4.3.0.</summary>
public sealed class StaticJoinTests
{
    private static readonly IReadOnlyList<object?>[] Table = [[1, "one"], [2, "two"], [2, "zwei"], [null, "null"]];

    private static readonly (int?, string)[] Rows = [(1, "a"), (2, "z"), (3, "c"), (null, "d")];

    [Theory]
    [InlineData("inner", "l.k = r.k", "[1,a,1,one] [2,z,2,two] [2,z,2,zwei]")]
    [InlineData("left_outer", "l.k = r.k", "[1,a,1,one] [2,z,2,two] [2,z,2,zwei] [3,c,null,null] [null,d,null,null]")]
    [InlineData("left_semi", "l.k = r.k", "[1,a] [2,z]")]
    [InlineData("left_anti", "l.k = r.k", "[3,c] [null,d]")]
    [InlineData("inner", "l.k < r.k", "[1,a,2,two] [1,a,2,zwei]")]
    [InlineData("inner", "l.k = r.k AND l.v < r.s", "[1,a,1,one] [2,z,2,zwei]")]
    [InlineData("inner", "l.k <=> r.k", "[1,a,1,one] [2,z,2,two] [2,z,2,zwei] [null,d,null,null]")]
    [InlineData("inner", "l.k + 1 = r.k", "[1,a,2,two] [1,a,2,zwei]")]
    [InlineData("inner", "l.k = 1 AND r.k = 1", "[1,a,1,one]")]
    [InlineData("left_outer", "l.k < r.k", "[1,a,2,two] [1,a,2,zwei] [2,z,null,null] [3,c,null,null] [null,d,null,null]")]
    [InlineData("left_outer", "l.k = r.k AND l.v < r.s", "[1,a,1,one] [2,z,2,zwei] [3,c,null,null] [null,d,null,null]")]
    [InlineData("left_outer", "l.v = 'a' AND r.k = 2", "[1,a,2,two] [1,a,2,zwei] [2,z,null,null] [3,c,null,null] [null,d,null,null]")]
    [InlineData("left_outer", "l.k = 1 AND r.k = 1", "[1,a,1,one] [2,z,null,null] [3,c,null,null] [null,d,null,null]")]
    [InlineData("left_semi", "l.k < r.k", "[1,a]")]
    [InlineData("left_semi", "l.k = r.k OR l.v = 'c'", "[1,a] [2,z] [3,c]")]
    [InlineData("left_semi", "true", "[1,a] [2,z] [3,c] [null,d]")]
    [InlineData("left_anti", "l.k < r.k", "[2,z] [3,c] [null,d]")]
    [InlineData("left_anti", "l.k <=> r.k", "[3,c]")]
    [InlineData("left_anti", "l.k = r.k OR l.v = 'c'", "[null,d]")]
    [InlineData("left_anti", "true", "")]
    public async Task RowsAreSparks(string type, string condition, string expected)
    {
        foreach (var variant in new[] { new EngineVariant(1, 1, false), new EngineVariant(1, 1024, false), new EngineVariant(3, 7, true) })
        {
            var batches = await FrameRun.BatchesAsync(variant, rows => Join(rows, type, condition), OutputMode.Append, Rows, [(2, "e")]);
            Assert.Equal(expected, string.Join(' ', batches[0].OrderBy(row => row.Replace("null", "~", StringComparison.Ordinal), StringComparer.Ordinal)));
            Assert.Equal(2, batches.Count);
        }
    }

    [Fact]
    public async Task FilesAreReadAgainInEachBatch()
    {
        string folder = Directory.CreateTempSubdirectory("streaming-test").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "1.json"), """{"k":1,"s":"one"}""" + "\n", TestContext.Current.CancellationToken);
            var source = new ListSource<(int?, string)>(1);
            var sink = new CollectSink();
            await using var session = new EngineVariant(1, 1024, false).NewSession();
            var table = session.Read().Schema("k INT, s STRING").Json(folder).Alias("r");
            var query = session.ReadStream().From(source).ToDataFrame().ToDF("k", "v").Alias("l").Join(table, "l.k = r.k").WriteStream().To(sink).Start();
            source.Add((1, "a"), (2, "b"));
            query.ProcessAllAvailable();
            await File.WriteAllTextAsync(Path.Combine(folder, "1.json"), """{"k":1,"s":"uno"}""" + "\n" + """{"k":2,"s":"two"}""" + "\n", TestContext.Current.CancellationToken);
            source.Add((1, "c"), (2, "d"));
            query.ProcessAllAvailable();
            Assert.Equal("[1,a,1,one] | [1,c,1,uno] [2,d,2,two]", string.Join(" | ", sink.Batches<Row>().Select(batch => string.Join(' ', batch.Rows.Select(row => row.ToString()).Order(StringComparer.Ordinal)))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("inner", "[1,one,1,a] [2,two,2,z] [2,zwei,2,z]")]
    [InlineData("right_outer", "[1,one,1,a] [2,two,2,z] [2,zwei,2,z] [null,null,3,c] [null,null,null,d]")]
    public async Task TheStreamMayStandOnTheRight(string type, string expected)
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(3, 7, false),
            rows => rows.Session.CreateDataFrame(Table, "k INT, s STRING").Alias("l").Join(rows.ToDF("k", "v").Alias("r"), "l.k = r.k", type),
            OutputMode.Append, Rows);
        Assert.Equal(expected, string.Join(' ', batches[0].OrderBy(row => row.Replace("null", "~", StringComparison.Ordinal), StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("right_outer", true, "RightOuter join with a streaming DataFrame/Dataset on the left and a static DataFrame/DataSet on the right not supported")]
    [InlineData("full_outer", true, "FullOuter joins with streaming DataFrames/Datasets on the left and a static DataFrame/Dataset on the right is not supported")]
    [InlineData("full_outer", false, "FullOuter joins with streaming DataFrames/Datasets on the right and a static DataFrame/Dataset on the left is not supported")]
    [InlineData("left_outer", false, "LeftOuter join with a streaming DataFrame/Dataset on the right and a static DataFrame/Dataset on the left is not supported")]
    [InlineData("left_semi", false, "LeftSemi join with a streaming DataFrame/Dataset on the right and a static DataFrame/Dataset on the left is not supported")]
    [InlineData("left_anti", false, "LeftAnti joins with a streaming DataFrame/Dataset on the right are not supported")]
    public void WhatCannotRunIsRefused(string type, bool isStreamOnTheLeft, string text)
    {
        using var session = new FrameSession<(int?, string)>();
        var table = session.Session.CreateDataFrame(Table, "k INT, s STRING");
        var stream = session.Frame.ToDF("k", "v");
        var joined = isStreamOnTheLeft ? stream.Alias("l").Join(table.Alias("r"), "l.k = r.k", type) : table.Alias("l").Join(stream.Alias("r"), "l.k = r.k", type);
        Assert.Equal(text, Assert.Throws<StreamingException>(() => joined.WriteStream().To(new CollectSink()).Start()).Message);
    }

    [Theory]
    [MemberData(nameof(EngineVariant.All), MemberType = typeof(EngineVariant))]
    public async Task AnAggregationMayFollow(EngineVariant variant)
    {
        var batches = await FrameRun.BatchesAsync(variant, rows => Join(rows, "inner", "l.k = r.k").GroupBy("s").Count(), OutputMode.Update, Rows[..2], [(2, "c")]);
        Assert.Equal(["[one,1]", "[two,1]", "[zwei,1]"], batches[0]);
        Assert.Equal(["[two,2]", "[zwei,2]"], batches[1]);
    }

    [Fact]
    public async Task BoundedDataMayBeComputedFirst()
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(3, 7, false),
            rows =>
            {
                var counts = rows.Session.CreateDataFrame(Table, "k INT, s STRING").Filter("k IS NOT NULL").GroupBy("k").Count();
                return rows.ToDF("k", "v").Join(counts, ["k"]);
            },
            OutputMode.Append, Rows, [(2, "e")]);
        Assert.Equal(["[1,a,1]", "[2,z,2]"], batches[0]);
        Assert.Equal(["[2,e,2]"], batches[1]);
    }

    [Fact]
    public void ManyRowsOfAKeyGoOnInSeveralBatches()
    {
        using var session = new FrameSession<int>();
        var many = session.Session.Range(5000).SelectExpr("id % 2 AS k", "id");
        var few = session.Session.Range(3).SelectExpr("id AS k", "id AS n");
        Assert.Equal(5000, few.Alias("l").Join(many.Alias("r"), "l.k = r.k").Count());
        Assert.Equal(5001, few.Alias("l").Join(many.Alias("r"), "l.k = r.k", "full").Count());
        Assert.Equal(2499, few.Alias("l").Join(many.Alias("r"), "l.k = r.k AND r.id > n AND r.id % 2 = 0 AND l.n = 0").Count());
        Assert.Equal(5000 - 2499 + 2499 + 3, many.Alias("r").Join(few.Alias("l"), "l.k = r.k AND r.id > n AND r.id % 2 = 0 AND l.n = 0", "full").Count() + 1);
        Assert.Equal(15000, few.CrossJoin(many).Count());
    }

    private static DataFrame Join(DataFrame rows, string type, string condition) =>
        rows.ToDF("k", "v").Alias("l").Join(rows.Session.CreateDataFrame(Table, "k INT, s STRING").Alias("r"), Functions.Expr(condition), type);
}
