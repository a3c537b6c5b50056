namespace Streaming.Core.Tests.DataFrames;

/// <summary>Errors tell where the expression stands in its SQL text.</summary>
public sealed class SqlOriginTests
{
    [Theory]
    [InlineData("1 + n / 0 AS x", "\n== SQL (line 1, position 5) ==\n1 + n / 0 AS x\n    ^^^^^\n")]
    [InlineData("upper(\n  CAST(s AS INT))", "\n== SQL (line 2, position 3) ==\n  CAST(s AS INT))\n  ^^^^^^^^^^^^^^\n")]
    [InlineData("concat(s, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', n / 0)", "\n== SQL (line 1, position 63) ==\n...aaaaaaaaaaaaaaaaaaaaaaaaaaaaa', n / 0)\n                                   ^^^^^\n")]
    public async Task ErrorsOfEvaluationShowTheText(string sql, string shown)
    {
        await using var session = WordCountTests.NewSession(1);
        var frame = session.CreateDataFrame([[1, "a"]], "n INT, s STRING").SelectExpr(sql);
        var error = Assert.ThrowsAny<StreamingException>(() => frame.Collect());
        Assert.Contains(shown, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "; line 1 pos 0")]
    [InlineData("1 +\n upper(nope)", "; line 2 pos 7")]
    [InlineData("array(1) + 1", "; line 1 pos 0")]
    public async Task ErrorsOfAnalysisTellThePosition(string sql, string position)
    {
        await using var session = WordCountTests.NewSession(1);
        var frame = session.CreateDataFrame([[1, "a"]], "n INT, s STRING");
        Assert.EndsWith(position, Assert.Throws<StreamingException>(() => frame.SelectExpr(sql)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ColumnsWithoutTextTellNone()
    {
        await using var session = WordCountTests.NewSession(1);
        var frame = session.CreateDataFrame([[1]], "n INT");
        Assert.DoesNotContain("line", Assert.Throws<StreamingException>(() => frame.Select(Functions.Col("nope") + 1)).Message, StringComparison.Ordinal);
    }
}
