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
