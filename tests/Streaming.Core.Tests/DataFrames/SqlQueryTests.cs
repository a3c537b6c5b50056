namespace Streaming.Core.Tests.DataFrames;

public sealed class SqlQueryTests
{
    [Fact]
    public async Task SelectsRunOverViews()
    {
        Assert.Equal(["[3,A]"], await Run("SELECT n + 1 AS m, t FROM v WHERE n > 1", OutputMode.Append));
        Assert.Equal(["[3]"], await Run("SELECT v.n + 1 FROM v WHERE v.t = 'A'", OutputMode.Append));
        Assert.Equal(["[A,2,1]", "[b,1,1]"], await Run("SELECT t, sum(n) AS s, count(*) c FROM v GROUP BY t", OutputMode.Complete));
        Assert.Equal(["[A,2]"], await Run("SELECT t, sum(n) AS s FROM v GROUP BY 1 HAVING s > 1", OutputMode.Complete));
        Assert.Equal(["[3]"], await Run("SELECT sum(x.n) FROM (SELECT n FROM v) x", OutputMode.Complete));
        Assert.Equal(["[1]", "[1]", "[2]", "[2]"], await Run("SELECT n FROM v UNION ALL SELECT n FROM v", OutputMode.Append));
    }

    [Fact]
    public async Task DistinctIsAnAggregation()
    {
        Assert.Equal(["[1,b]", "[2,A]"], await Run("SELECT DISTINCT n, t FROM v", OutputMode.Update));
        Assert.Equal(["[1]", "[2]"], await Run("SELECT n FROM v UNION SELECT n FROM v", OutputMode.Update));
        using var session = new FrameSession<int>();
        session.Frame.CreateOrReplaceTempView("v");
        Assert.Equal("STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION", Assert.Throws<StreamingException>(() => session.Session.Sql("SELECT DISTINCT value FROM v").WriteStream().OutputMode(OutputMode.Complete).To(new CollectSink()).Start()).ErrorClass);
        var query = session.Session.Sql("SELECT DISTINCT value FROM v").WriteStream().To(new CollectSink()).Start();
        session.Source.Add(1);
        Assert.Contains("UNSUPPORTED_STREAMING_OPERATOR_WITHOUT_WATERMARK", Assert.ThrowsAny<StreamingException>(query.ProcessAllAvailable).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResultsAreOrderedAndCut()
    {
        Assert.Equal(["[b]"], await Run("SELECT t FROM v GROUP BY t ORDER BY sum(n) LIMIT 1", OutputMode.Complete));
        Assert.Equal(["[A,2]"], await Run("SELECT t, sum(n) AS s FROM v GROUP BY t ORDER BY 2 DESC LIMIT 1", OutputMode.Complete));
        Assert.Equal(["[1]"], await Run("SELECT n FROM v LIMIT 1", OutputMode.Append));
        Assert.Equal(["[1]", "[2]"], await Run("SELECT n FROM v LIMIT ALL", OutputMode.Append));
    }

    [Fact]
    public void BoundedDataHasAllOfIt()
    {
        using var session = new FrameSession<int>();
        session.Session.CreateDataFrame([(1, "x"), (2, "y"), (2, "y"), (3, null)]).ToDF("n", "t").CreateOrReplaceTempView("a");
        session.Session.CreateDataFrame([(2L, "y"), (4L, null)]).ToDF("n", "t").CreateOrReplaceTempView("b");
        Assert.Equal(["[1,x]", "[3,null]"], Rows("SELECT * FROM a EXCEPT SELECT * FROM b ORDER BY n"));
        Assert.Equal(["[1]", "[2]", "[3]"], Rows("SELECT n FROM a MINUS ALL SELECT n FROM b ORDER BY 1"));
        Assert.Equal(["[2,y]"], Rows("SELECT * FROM a INTERSECT SELECT * FROM b"));
        Assert.Equal(["[1]", "[2]"], Rows("SELECT n FROM a WHERE n = 1 UNION ALL SELECT n FROM a INTERSECT SELECT n FROM b ORDER BY n"));
        Assert.Equal(["[y]", "[x]"], Rows("SELECT DISTINCT t FROM a WHERE t IS NOT NULL ORDER BY t DESC"));
        Assert.Equal(["[y]", "[null]"], Rows("SELECT t FROM a ORDER BY n LIMIT 5 OFFSET 2"));
        Assert.Equal(["[2,two]"], Rows("SELECT 1 + 1 AS n, 'two'"));
        Assert.Equal("ORDER_BY_POS_OUT_OF_RANGE", Assert.Throws<StreamingException>(() => Rows("SELECT n FROM a ORDER BY 2")).ErrorClass);
        Assert.Equal("INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", Assert.Throws<StreamingException>(() => Rows("SELECT n FROM a LIMIT -1")).ErrorClass);

        string[] Rows(string sql) => [.. session.Session.Sql(sql).Collect().Select(row => row.ToString())];
    }

    [Fact]
    public void RowsThatAreKeptAreComputedOnce()
    {
        using var session = new FrameSession<int>();
        int calls = 0;
        session.Session.Udf.Register("count_calls", (int n) => n + Interlocked.Increment(ref calls));
        var kept = session.Session.CreateDataFrame([1, 2]).ToDF("n").SelectExpr("count_calls(n) AS m").Cache();
        Assert.Equal(2, kept.Count());
        Assert.Equal(kept.Collect().Select(row => row.ToString()), kept.LocalCheckpoint().Collect().Select(row => row.ToString()));
        Assert.Equal(2, calls);
        Assert.StartsWith("Queries with streaming sources", Assert.Throws<StreamingException>(session.Frame.Cache).Message, StringComparison.Ordinal);
        Assert.Equal("INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE", Assert.Throws<StreamingException>(() => session.Frame.Limit(-1)).ErrorClass);
    }

    [Fact]
    public void SetsOfRows()
    {
        using var session = new FrameSession<int>();
        var left = session.Session.CreateDataFrame([1, 1, 1, 2, 3, 3]).ToDF("n");
        var right = session.Session.CreateDataFrame([1, 3, 4]).ToDF("m");
        Assert.Equal(["[2]"], Sorted(left.Except(right)));
        Assert.Equal(["[1]", "[1]", "[2]", "[3]"], Sorted(left.ExceptAll(right)));
        Assert.Equal(["[1]", "[3]"], Sorted(left.Intersect(right)));
        Assert.Equal(["[1]", "[3]"], Sorted(left.IntersectAll(right)));
        Assert.Equal(["[1]", "[1]", "[1]", "[2]", "[3]", "[3]"], Sorted(left.IntersectAll(left)));
        Assert.Equal(["n"], left.Except(right).Columns);

        static IEnumerable<string> Sorted(DataFrame frame) => frame.Collect().Select(row => row.ToString()).Order();
    }

    [Fact]
    public async Task AStreamWithoutTheRowsOfATable()
    {
        var batches = await FrameRun.BatchesAsync(
            new EngineVariant(3, 7, true), rows => rows.Except(rows.Session.CreateDataFrame([(1, "x"), (2, null)])), OutputMode.Update, [(1, "x"), (1, "y"), (2, null)], [(1, "y"), (3, "z")]);
        Assert.Equal(["[1,y]"], batches[0]);
        Assert.Equal(["[1,y]", "[3,z]"], batches[1]);
    }

    [Fact]
    public void WhatIsMissingIsNamed()
    {
        using var session = new FrameSession<(int, string)>();
        session.Frame.CreateOrReplaceTempView("words");
        var error = Assert.Throws<StreamingException>(() => session.Session.Sql("SELECT * FROM word"));
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", error.ErrorClass);
        Assert.Contains("words", error.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Run(string sql, OutputMode mode) => (await FrameRun.BatchesAsync(
        new EngineVariant(1, 1024, false),
        rows =>
        {
            rows.ToDF("n", "t").CreateOrReplaceTempView("v");
            return rows.Session.Sql(sql);
        },
        mode, [(1, "b"), (2, "A")]))[0];
}
