namespace Streaming.Core.Tests.DataFrames;

/// <summary>What of a condition is asked below a join; checked against the rows that Spark 4.3.0 kept in state.</summary>
public sealed class JoinAnalysisTests : IDisposable
{
    private const string Range = "l.k = r.k AND r.t >= l.t AND r.t <= l.t + INTERVAL 5 SECONDS";

    private readonly StreamingSession _session = StreamingSession.Create("analysis");
    private readonly DataFrame _l;
    private readonly DataFrame _r;

    public JoinAnalysisTests()
    {
        _l = Stream("k INT, t TIMESTAMP, a STRING").WithWatermark("t", "0 seconds").Alias("l");
        _r = Stream("k INT, t TIMESTAMP, b STRING").WithWatermark("t", "0 seconds").Alias("r");
    }

    public void Dispose() => _session.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Theory]
    [InlineData("inner", Range, "k IS NOT NULL; t IS NOT NULL", "k IS NOT NULL; t IS NOT NULL")]
    [InlineData("left_outer", Range, "", "k IS NOT NULL; t IS NOT NULL")]
    [InlineData("right_outer", Range, "k IS NOT NULL; t IS NOT NULL", "")]
    [InlineData("full_outer", Range, "", "")]
    [InlineData("left_semi", Range, "k IS NOT NULL; t IS NOT NULL", "k IS NOT NULL; t IS NOT NULL")]
    [InlineData("inner", "l.k = r.k AND l.k = 1", "k = 1; k IS NOT NULL", "k = 1; k IS NOT NULL")]
    [InlineData("left_outer", "l.k = r.k AND l.k = 1", "", "k = 1; k IS NOT NULL")]
    [InlineData("right_outer", "l.k = r.k AND r.k >= 2", "k >= 2; k IS NOT NULL", "")]
    [InlineData("left_outer", "l.k = r.k AND r.b = 'x'", "", "b = x; k IS NOT NULL")]
    [InlineData("inner", "l.k <=> r.k AND l.a < r.b", "a IS NOT NULL", "b IS NOT NULL")]
    public void WhatOneSideMustMeetGoesBelow(string type, string condition, string left, string right)
    {
        var join = (JoinNode)_l.Join(_r, Functions.Expr(condition), type).Node;
        Assert.Equal(left, Filters(join.Left));
        Assert.Equal(right, Filters(join.Right));
    }

    [Theory]
    [InlineData("left_outer", "a = 'x'", JoinType.LeftOuter)]
    [InlineData("left_outer", "b = 'x'", JoinType.Inner)]
    [InlineData("left_outer", "b IS NULL", JoinType.LeftOuter)]
    [InlineData("right_outer", "a = 'x'", JoinType.Inner)]
    [InlineData("full_outer", "a = 'x'", JoinType.LeftOuter)]
    [InlineData("full_outer", "b = 'x'", JoinType.RightOuter)]
    [InlineData("full_outer", "a = 'x' AND b = 'x'", JoinType.Inner)]
    [InlineData("full_outer", "a IS NULL OR b IS NULL", JoinType.FullOuter)]
    public void AFilterBehindTakesRowsWithoutPartnerAway(string type, string filter, JoinType expected)
    {
        RowNode node = _l.Join(_r, Range, type).Filter(filter).Node;
        while (node is FilterExpressionNode behind)
        {
            node = behind.Input;
        }

        Assert.Equal(expected, ((JoinNode)node).Type);
    }

    [Fact]
    public void EqualitiesBehindAnInnerJoinAreKeys()
    {
        var join = (JoinNode)_l.CrossJoin(_r).Filter("l.k = r.k AND l.a <> r.b").Node;
        Assert.Equal(["k = k"], join.Keys.Select(key => key.ToString()));
        Assert.Equal("(NOT (a = b))", join.Residual!.Sql);
    }

    [Theory]
    [InlineData("l.t = r.t", 0)]
    [InlineData("l.k = r.k AND l.t = r.t", 1)]
    [InlineData("l.k = r.k", -1)]
    public void AnEqualTimeFinishesBothSides(string condition, int key) => Assert.Equal(key, ((StreamJoinNode)_l.Join(_r, condition).Node).Times.Key);

    private DataFrame Stream(string schema) => _session.ReadStream().From(new ListSource<Row>()).ToDataFrame(SqlParser.ParseSchema(schema));

    private static string Filters(RowNode node)
    {
        var filters = new List<string>();
        while (node is FilterExpressionNode or RowWatermarkNode)
        {
            if (node is FilterExpressionNode filter)
            {
                filters.AddRange(JoinAnalysis.Split(filter.Condition).Select(part => part.Sql.Trim('(', ')')));
            }

            node = (RowNode)node.Inputs[0];
        }

        return string.Join("; ", filters.Order(StringComparer.Ordinal));
    }
}
