using static Streaming.Functions;

namespace Streaming.Core.Tests.DataFrames;

/// <summary>Which column a name means behind a join, as Spark resolves it (the tables and texts were asked of Spark 4.3.0).</summary>
public sealed class JoinNamesTests : IDisposable
{
    private readonly StreamingSession _session = StreamingSession.Create("joins");
    private readonly DataFrame _l;
    private readonly DataFrame _r;

    public JoinNamesTests()
    {
        _l = _session.CreateDataFrame([[1, "a", 10L], [2, "b", 20L], [null, "c", 30L]], "k INT, a STRING, v BIGINT");
        _r = _session.CreateDataFrame([[1, "x", 11L], [3, "y", 33L], [null, "z", 44L]], "k INT, b STRING, v BIGINT");
        _l.CreateOrReplaceTempView("l");
        _r.CreateOrReplaceTempView("r");
    }

    public void Dispose() => _session.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Theory]
    [InlineData("SELECT * FROM l JOIN r USING (k)", "[1,a,10,x,11]")]
    [InlineData("SELECT * FROM l LEFT JOIN r USING (k)", "[1,a,10,x,11] [2,b,20,null,null] [null,c,30,null,null]")]
    [InlineData("SELECT * FROM l RIGHT JOIN r USING (k)", "[1,a,10,x,11] [3,null,null,y,33] [null,null,null,z,44]")]
    [InlineData("SELECT * FROM l FULL JOIN r USING (k)", "[1,a,10,x,11] [2,b,20,null,null] [3,null,null,y,33] [null,c,30,null,null] [null,null,null,z,44]")]
    [InlineData("SELECT * FROM l LEFT SEMI JOIN r USING (k)", "[1,a,10]")]
    [InlineData("SELECT * FROM l LEFT ANTI JOIN r USING (k)", "[2,b,20] [null,c,30]")]
    [InlineData("SELECT k, l.k, r.k FROM l FULL JOIN r USING (k)", "[1,1,1] [2,2,null] [3,null,3] [null,null,null] [null,null,null]")]
    [InlineData("SELECT l.*, r.* FROM l JOIN r USING (k)", "[1,a,10,1,x,11]")]
    [InlineData("SELECT r.k, b FROM l JOIN r USING (k) WHERE r.k >= 1 AND a = 'a'", "[1,x]")]
    [InlineData("SELECT * FROM l JOIN r", "[1,a,10,1,x,11] [1,a,10,3,y,33] [1,a,10,null,z,44] [2,b,20,1,x,11] [2,b,20,3,y,33] [2,b,20,null,z,44] [null,c,30,1,x,11] [null,c,30,3,y,33] [null,c,30,null,z,44]")]
    [InlineData("SELECT * FROM l, r WHERE l.k = r.k", "[1,a,10,1,x,11]")]
    [InlineData("SELECT * FROM l FULL JOIN r ON l.k = r.k", "[1,a,10,1,x,11] [2,b,20,null,null,null] [null,c,30,null,null,null] [null,null,null,3,y,33] [null,null,null,null,z,44]")]
    [InlineData("SELECT * FROM l RIGHT JOIN r ON l.k = r.k AND r.b <> 'x'", "[null,null,null,1,x,11] [null,null,null,3,y,33] [null,null,null,null,z,44]")]
    [InlineData("SELECT * FROM l JOIN r ON l.k = r.k JOIN l AS m ON m.k = r.k", "[1,a,10,1,x,11,1,a,10]")]
    [InlineData("SELECT * FROM l AS x JOIN l AS y ON x.k = y.k", "[1,a,10,1,a,10] [2,b,20,2,b,20]")]
    [InlineData("SELECT s.k FROM (SELECT * FROM l) s JOIN r ON s.k = r.k", "[1]")]
    [InlineData("SELECT * FROM l x JOIN r y USING (k) JOIN l z USING (k)", "[1,a,10,x,11,a,10]")]
    [InlineData("SELECT count(*) c, l.k FROM l JOIN r ON l.k = r.k GROUP BY l.k", "[1,1]")]
    [InlineData("SELECT * FROM l LEFT JOIN r ON l.k < r.k", "[1,a,10,3,y,33] [2,b,20,3,y,33] [null,c,30,null,null,null]")]
    [InlineData("SELECT l.k FROM l JOIN (SELECT k, k FROM r) r2 ON l.v < 20", "[1] [1] [1]")]
    [InlineData("SELECT * FROM (SELECT 1 k FROM l) l JOIN (SELECT 1L k FROM r WHERE k = 1) r USING (k)", "[1] [1] [1]")]
    [InlineData("SELECT l.v FROM l JOIN r ON l.k <=> r.k", "[10] [30]")]
    public void RowsAreSparks(string sql, string expected) =>
        Assert.Equal(expected, string.Join(' ', _session.Sql(sql).Collect().Select(row => row.ToString()).OrderBy(row => row.Replace("null", "~", StringComparison.Ordinal), StringComparer.Ordinal)));

    [Theory]
    [InlineData("SELECT v FROM l JOIN r USING (k)", "[AMBIGUOUS_REFERENCE] Reference `v` is ambiguous, could be: [`l`.`v`, `r`.`v`]. SQLSTATE: 42704; line 1 pos 7")]
    [InlineData("SELECT k FROM l JOIN r ON l.k = r.k", "[AMBIGUOUS_REFERENCE] Reference `k` is ambiguous, could be: [`l`.`k`, `r`.`k`]. SQLSTATE: 42704; line 1 pos 7")]
    [InlineData("SELECT * FROM l JOIN r ON k = k", "[AMBIGUOUS_REFERENCE] Reference `k` is ambiguous, could be: [`l`.`k`, `r`.`k`]. SQLSTATE: 42704; line 1 pos 26")]
    [InlineData("SELECT * FROM l JOIN l ON l.k = l.k", "[AMBIGUOUS_REFERENCE] Reference `l`.`k` is ambiguous, could be: [`l`.`k`, `l`.`k`]. SQLSTATE: 42704; line 1 pos 26")]
    [InlineData("SELECT * FROM l JOIN r USING (zz)", "[UNRESOLVED_USING_COLUMN_FOR_JOIN] USING column `zz` cannot be resolved on the left side of the join. The left-side columns: [`a`, `k`, `v`]. SQLSTATE: 42703")]
    [InlineData("SELECT * FROM l JOIN r USING (a)", "[UNRESOLVED_USING_COLUMN_FOR_JOIN] USING column `a` cannot be resolved on the right side of the join. The right-side columns: [`b`, `k`, `v`]. SQLSTATE: 42703")]
    [InlineData("SELECT l.zz FROM l JOIN r ON l.k = r.k", "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `l`.`zz` cannot be resolved. Did you mean one of the following? [`l`.`a`, `l`.`k`, `l`.`v`, `r`.`b`, `r`.`k`]. SQLSTATE: 42703; line 1 pos 7")]
    [InlineData("SELECT zz FROM l JOIN r ON l.k = r.k", "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `zz` cannot be resolved. Did you mean one of the following? [`l`.`a`, `r`.`b`, `l`.`k`, `r`.`k`, `l`.`v`]. SQLSTATE: 42703; line 1 pos 7")]
    [InlineData("SELECT x.k FROM l JOIN r ON l.k = r.k", "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `x`.`k` cannot be resolved. Did you mean one of the following? [`l`.`k`, `r`.`k`, `l`.`a`, `r`.`b`, `l`.`v`]. SQLSTATE: 42703; line 1 pos 7")]
    [InlineData("SELECT l.k, r.b FROM l LEFT SEMI JOIN r ON l.k = r.k", "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `r`.`b` cannot be resolved. Did you mean one of the following? [`l`.`a`, `l`.`k`, `l`.`v`]. SQLSTATE: 42703; line 1 pos 12")]
    [InlineData("SELECT * FROM l JOIN r ON l.k = r.zz", "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `r`.`zz` cannot be resolved. Did you mean one of the following? [`r`.`b`, `r`.`k`, `r`.`v`, `l`.`a`, `l`.`k`]. SQLSTATE: 42703; line 1 pos 32")]
    [InlineData("SELECT * FROM l JOIN r ON l.k", "[JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE] The join condition \"k\" has the invalid type \"INT\", expected \"BOOLEAN\". SQLSTATE: 42K0E")]
    [InlineData("SELECT * FROM l JOIN r ON count(*) > 1", "[UNSUPPORTED_EXPR_FOR_OPERATOR] The query operator Join contains one or more unsupported expressions.\nConsider to rewrite it to avoid window functions, aggregate functions, and generator functions in the Join operator.\nInvalid expressions: [\"count(1)\"] SQLSTATE: 42K0E")]
    public void ErrorsAreSparks(string sql, string expected) => Assert.Equal(expected, Assert.Throws<StreamingException>(() => _session.Sql(sql)).Message);

    [Fact]
    public void AColumnOfADataFrameMeansItBehindTheJoinToo()
    {
        var joined = _l.Join(_r, _l["k"] == _r["k"], "left");
        Assert.Equal(["k", "a", "v", "k", "b", "v"], joined.Columns);
        Assert.Equal("[1,11] [2,null] [null,null]", Text(joined.Select(_l["k"], _r["v"])));
        Assert.Equal("[2,b,20,null,null,null]", Text(joined.Filter(_l["v"] == 20)));
        Assert.Equal(["k", "a", "v", "b", "v"], joined.Drop(_r["k"]).Columns);
        Assert.Equal("[1,11] [2,null] [null,null]", Text(joined.Filter(_l["v"] > 0).Select(_l["k"], _r["v"])));
        Assert.Equal("[1,21] [2,null] [null,null]", Text(joined.Select(_l["k"], (_l["v"] + _r["v"]).As("s"))));
        Assert.Equal("[1,11] [2,null] [null,null]", Text(joined.GroupBy(_l["k"]).Agg(Sum(_r["v"]))));
        Assert.Equal("[null,30] [2,20] [1,10]", string.Join(' ', joined.Sort(_l["v"].Desc()).Select(_l["k"], _l["v"]).Collect()));
    }

    [Fact]
    public void ADataFrameJoinedWithItselfNeedsNames()
    {
        // One column of each side is meant where both are the same.
        var joined = _l.Join(_l, _l["k"] == _l["k"]);
        Assert.Equal("[1,a,10,1,a,10] [2,b,20,2,b,20]", Text(joined));
        var error = Assert.Throws<StreamingException>(() => joined.Select(_l["a"]));
        Assert.Equal("AMBIGUOUS_COLUMN_REFERENCE", error.ErrorClass);
        var named = _l.Alias("x").Join(_l.Alias("y"), Col("x.v") < Col("y.v"));
        Assert.Equal("[a,b] [a,c] [b,c]", Text(named.Select("x.a", "y.a")));
    }

    [Fact]
    public void ANameMeansAColumnOfBothSides()
    {
        Assert.Equal("[1,a,10,x,11]", Text(_l.Join(_r, "k")));
        Assert.Equal("[1,a,10,x,11]", Text(_l.Join(_r, ["k"])));
        Assert.Equal("[1,a,10,1,x,11]", Text(_l.Alias("l").Join(_r.Alias("r"), "l.k = r.k")));
        Assert.Equal(9, _l.CrossJoin(_r).Count());
        Assert.Equal("[3,null,null,y,33]", Text(_l.Join(_r, "k", "outer").Filter("k = 3")));
    }

    [Fact]
    public void OperationsKeepColumnsOfOneNameApart()
    {
        var joined = _l.Alias("l").Join(_r.Alias("r"), "l.k = r.k");
        Assert.Equal("[1,a,10,1,x,11,0]", Text(joined.WithColumn("z", Lit(0))));
        Assert.Equal(["a", "b"], joined.Drop("k", "v").Columns);
        Assert.Equal("[1,a,10,1,x,11]", Text(joined.ToDF("lk", "a", "lv", "rk", "b", "rv").Filter("lk = rk AND lv < rv")));
        Assert.Equal("[1,a,10,1,x,11] [1,a,10,1,x,11]", Text(joined.Union(joined)));
        Assert.Equal("[1,a,10]", Text(joined.Select("l.*")));
    }

    [Fact]
    public void UnknownTypesAreRefused()
    {
        var error = Assert.Throws<StreamingException>(() => _l.Join(_r, "k", "sideways"));
        Assert.Equal("UNSUPPORTED_JOIN_TYPE", error.ErrorClass);
        Assert.Contains("'left_outer'", error.Message, StringComparison.Ordinal);
    }

    private static string Text(DataFrame frame) => string.Join(' ', frame.Collect().Select(row => row.ToString()).OrderBy(row => row.Replace("null", "~", StringComparison.Ordinal), StringComparer.Ordinal));
}
