namespace Streaming.Core.Tests;

/// <summary>SELECT becomes a tree of its clauses.</summary>
public sealed class SqlQueryTests
{
    [Fact]
    public void All_clauses()
    {
        var query = SqlParser.ParseQuery("SELECT DISTINCT a, count(*) AS n FROM events e WHERE a > 1 GROUP BY a, window(ts, '5 minutes') HAVING count(*) > 2 ORDER BY n DESC, a LIMIT 10;");
        Assert.True(query.IsDistinct);
        Assert.Equal(["a", "count(*) AS n"], query.Items.Select(item => item.Sql));
        var view = Assert.IsType<SqlView>(query.From);
        Assert.Equal(["events"], view.Name);
        Assert.Equal("e", view.Alias);
        Assert.Equal("(a > 1)", query.Where!.Sql);
        Assert.All(query.GroupBy!, part => Assert.Equal(SqlGroupingKind.Plain, part.Kind));
        Assert.Equal(["a", "window"], query.GroupBy!.Select(part => Assert.Single(Assert.Single(part.Keys)).Sql));
        Assert.Equal("(count(*) > 2)", query.Having!.Sql);
        Assert.Equal(["n DESC NULLS LAST", "a ASC NULLS FIRST"], query.OrderBy.Select(key => key.Sql));
        Assert.Equal("10", query.Limit!.Sql);
    }

    [Fact]
    public void Joins()
    {
        var query = SqlParser.ParseQuery("SELECT * FROM a JOIN b ON a.k = b.k LEFT OUTER JOIN c AS d USING (k, l) LEFT ANTI JOIN e ON true");
        var third = Assert.IsType<SqlJoin>(query.From);
        var second = Assert.IsType<SqlJoin>(third.Left);
        var first = Assert.IsType<SqlJoin>(second.Left);
        Assert.Equal(("inner", "left_outer", "left_anti"), (first.Type, second.Type, third.Type));
        Assert.Equal("(a.k = b.k)", first.On!.Sql);
        Assert.Equal(["k", "l"], second.Using);
        Assert.Equal("d", Assert.IsType<SqlView>(second.Right).Alias);
    }

    [Theory]
    [InlineData("SELECT a FROM t GROUP BY ROLLUP(a, b)", "Rollup")]
    [InlineData("SELECT a FROM t GROUP BY CUBE(a, b)", "Cube")]
    [InlineData("SELECT a FROM t GROUP BY a, b WITH ROLLUP", "Rollup")]
    public void Grouping(string text, string kind)
    {
        var grouping = SqlParser.ParseQuery(text).GroupBy!.Single();
        Assert.Equal(kind, grouping.Kind.ToString());
        Assert.Equal(2, grouping.Keys.Count);
    }

    [Fact]
    public void Unions_and_parts()
    {
        var query = SqlParser.ParseQuery("SELECT a FROM t UNION ALL SELECT b FROM u UNION (SELECT c FROM (SELECT * FROM v) w) ORDER BY 1");
        Assert.Equal([true, false], query.Unions.Select(union => union.IsAll));
        Assert.Equal("w", Assert.IsType<SqlDerived>(query.Unions[1].Part.From).Alias);
        Assert.Single(query.OrderBy);
    }

    [Fact]
    public void Error_has_its_place()
    {
        var error = Assert.Throws<StreamingException>(() => SqlParser.ParseQuery("SELECT a FROM t GROUP a"));
        Assert.Contains("Syntax error at or near 'a'", error.Message);
        Assert.Contains("(line 1, pos 22)", error.Message);
    }
}
