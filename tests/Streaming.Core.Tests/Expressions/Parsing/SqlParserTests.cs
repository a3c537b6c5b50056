namespace Streaming.Core.Tests;

/// <summary>SQL text becomes the tree that Spark's grammar gives it.</summary>
public sealed class SqlParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)")]
    [InlineData("a OR b AND NOT c = d", "(a OR (b AND (NOT (c = d))))")]
    [InlineData("NOT a AND b", "((NOT a) AND b)")]
    [InlineData("a | b ^ c & d << 1 + 2", "(a | (b ^ (c & (d << (1 + 2)))))")]
    [InlineData("a > 1", "(a > 1)")]
    [InlineData("a >> 1 >>> 2", "((a >> 1) >>> 2)")]
    [InlineData("-a * b", "((- a) * b)")]
    [InlineData("a -1", "(a - 1)")]
    [InlineData("- -1", "(- -1)")]
    [InlineData("a || b || c", "concat(concat(a, b), c)")]
    [InlineData("a DIV 2 % 3", "((a div 2) % 3)")]
    [InlineData("a BETWEEN 1 AND 2 AND b", "(between(a, 1, 2) AND b)")]
    [InlineData("a NOT IN (1, 2) OR b IS NOT NULL", "((NOT (a IN (1, 2))) OR (b IS NOT NULL))")]
    [InlineData("a IS NOT DISTINCT FROM b", "(a <=> b)")]
    [InlineData("a IS DISTINCT FROM b", "(NOT (a <=> b))")]
    [InlineData("a IS NOT TRUE", "(NOT (a <=> true))")]
    [InlineData("a != b", "(NOT (a = b))")]
    [InlineData("a LIKE 'x/%' ESCAPE '/'", "a LIKE x/% ESCAPE '/'")]
    [InlineData("a NOT LIKE ALL ('x', 'y')", "(NOT (a LIKE x AND a LIKE y))")]
    [InlineData("a.b.c[0]['k'].d", "a.b.c[0][k].d")]
    [InlineData("f(x).a", "f(x).a")]
    [InlineData("a::int::string", "CAST(CAST(a AS INT) AS STRING)")]
    [InlineData("-1::string", "CAST(-1 AS STRING)")]
    [InlineData("try_cast(a AS decimal(10, 2))", "TRY_CAST(a AS DECIMAL(10,2))")]
    [InlineData("cast(a AS array<map<string, int>>)", "a")]
    [InlineData("CASE a WHEN 1 THEN 'x' ELSE 'y' END", "CASE WHEN (a = 1) THEN x ELSE y END")]
    [InlineData("CASE WHEN a THEN 1 WHEN b THEN 2 END", "CASE WHEN a THEN 1 WHEN b THEN 2 END")]
    [InlineData("transform(a, (x, i) -> x + i + b)", "transform(a, lambdafunction(((namedlambdavariable() + namedlambdavariable()) + b), namedlambdavariable(), namedlambdavariable()))")]
    [InlineData("count(DISTINCT a, b) FILTER (WHERE c > 0)", "count(DISTINCT a, b) FILTER (WHERE (c > 0))")]
    [InlineData("count(*)", "count(*)")]
    [InlineData("t.*", "t.*")]
    [InlineData("EXTRACT(YEAR FROM a)", "extract(YEAR FROM a)")]
    [InlineData("TRIM(LEADING 'x' FROM a)", "TRIM(LEADING x FROM a)")]
    [InlineData("trim(FROM a)", "trim(a)")]
    [InlineData("substring(a FROM 2 FOR 3)", "substring(a, 2, 3)")]
    [InlineData("position('x' IN a)", "locate(x, a, 1)")]
    [InlineData("(a, 1)", "named_struct(a, a, col2, 1)")]
    [InlineData("((a))", "a")]
    [InlineData("`a b`.`c``d`", "a b.c`d")]
    [InlineData("current_date", "current_date()")]
    [InlineData("date", "date")]
    [InlineData("1 /* one /* two */ */ + -- three\n 2", "(1 + 2)")]
    public void Expression(string text, string expected) => Assert.Equal(expected, SqlParser.ParseExpression(text).Sql);

    [Theory]
    [InlineData("a AS b")]
    [InlineData("a b")]
    [InlineData("a `b`")]
    public void Alias(string text) => Assert.Equal("b", Assert.Single(Assert.IsType<AliasExpression>(SqlParser.ParseExpression(text)).Names));

    [Fact]
    public void Several_names() => Assert.Equal(["k", "v"], Assert.IsType<AliasExpression>(SqlParser.ParseExpression("explode(m) AS (k, v)")).Names);

    [Fact]
    public void List() => Assert.Equal(["a", "(b + 1)", "f(c, d)"], SqlParser.ParseExpressionList("a, b + 1, f(c, d)").Select(item => item.Sql));

    [Theory]
    [InlineData("n", false, true)]
    [InlineData("n DESC", true, false)]
    [InlineData("n desc nulls first", true, true)]
    [InlineData("n ASC NULLS LAST", false, false)]
    public void Sort(string text, bool isDescending, bool nullsFirst)
    {
        var key = SqlParser.ParseSort(text);
        Assert.Equal((isDescending, nullsFirst), (key.IsDescending, key.NullsFirst));
    }

    [Theory]
    [InlineData("1 +", "end of input. SQLSTATE: 42601 (line 1, pos 3)\n\n== SQL ==\n1 +\n---^^^")]
    [InlineData("a b c", "'c': extra input 'c'. SQLSTATE: 42601 (line 1, pos 4)\n\n== SQL ==\na b c\n----^^^")]
    [InlineData("a b c d", "'c'. SQLSTATE: 42601 (line 1, pos 4)\n\n== SQL ==\na b c d\n----^^^")]
    [InlineData("f(1,,2)", "','. SQLSTATE: 42601 (line 1, pos 4)\n\n== SQL ==\nf(1,,2)\n----^^^")]
    [InlineData("1 = = 2", "'='. SQLSTATE: 42601 (line 1, pos 4)\n\n== SQL ==\n1 = = 2\n----^^^")]
    [InlineData("a # b", "'#'. SQLSTATE: 42601 (line 1, pos 2)\n\n== SQL ==\na # b\n--^^^")]
    [InlineData("'abc", "'''. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL ==\n'abc\n^^^")]
    [InlineData("1 +\n  )", "')'. SQLSTATE: 42601 (line 2, pos 2)\n\n== SQL ==\n1 +\n  )\n--^^^")]
    public void Syntax_error(string text, string expected)
    {
        var error = Assert.Throws<StreamingException>(() => SqlParser.ParseExpression(text));
        Assert.Equal("PARSE_SYNTAX_ERROR", error.ErrorClass);
        Assert.Equal("[PARSE_SYNTAX_ERROR] Syntax error at or near " + expected, error.Message);
    }

    [Theory]
    [InlineData("EXISTS (SELECT 1)")]
    [InlineData("(SELECT max(a) FROM t)")]
    public void Refused(string text) => Assert.Equal("UNSUPPORTED_SQL", Assert.Throws<StreamingException>(() => SqlParser.ParseExpression(text)).ErrorClass);

    [Fact]
    public void Deep_nesting_is_read_once()
    {
        string text = new string('(', 100) + "a" + new string(')', 100);
        Assert.Equal("a", SqlParser.ParseExpression(text).Sql);
    }

    [Theory]
    [InlineData("(", "a", ")")]
    [InlineData("NOT ", "a", "")]
    [InlineData("- ", "a", "")]
    [InlineData("f(", "a", ")")]
    [InlineData("CAST(a AS array<", "int", ">)")]
    public void Too_deep_is_an_error_and_not_a_crash(string open, string inner, string close)
    {
        const int Depth = 100_000;
        string repeated = open.StartsWith("CAST", StringComparison.Ordinal) ? "array<" : open;
        string text = (open == repeated ? "" : open) + string.Concat(Enumerable.Repeat(repeated, Depth)) + inner + string.Concat(Enumerable.Repeat(close == ">)" ? ">" : close, Depth)) + (open == repeated ? "" : close);
        Assert.Equal("FAILED_TO_PARSE_TOO_COMPLEX", Assert.Throws<StreamingException>(() => SqlParser.ParseExpression(text)).ErrorClass);
    }

    [Fact]
    public void Long_lists_and_chains()
    {
        Assert.Equal(20_001, SqlParser.ParseExpression("a IN (" + string.Join(", ", Enumerable.Range(0, 20_000)) + ")").Children.Count);
        Assert.Equal("OR", Assert.IsType<CallExpression>(SqlParser.ParseExpression(string.Join(" OR ", Enumerable.Repeat("a = 1", 2_000)))).Function);
    }
}
