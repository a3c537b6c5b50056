namespace Streaming.Core.Tests;

/// <summary>Literals have Spark's types and values.</summary>
public sealed class SqlLiteralTests
{
    public static TheoryData<string, object?, string> Values => new()
    {
        { "1", 1, "int" },
        { "-2147483648", int.MinValue, "int" },
        { "2147483648", 2147483648L, "bigint" },
        { "-9223372036854775808", long.MinValue, "bigint" },
        { "12345678901234567890", new SqlDecimal(12345678901234567890, 0), "decimal(20,0)" },
        { "7L", 7L, "bigint" },
        { "7S", (short)7, "smallint" },
        { "-7y", (sbyte)-7, "tinyint" },
        { "1.5", new SqlDecimal(15, 1), "decimal(2,1)" },
        { "0.05", new SqlDecimal(5, 2), "decimal(2,2)" },
        { ".5", new SqlDecimal(5, 1), "decimal(1,1)" },
        { "1.50BD", new SqlDecimal(150, 2), "decimal(3,2)" },
        { "1e3", 1000.0, "double" },
        { "1.5D", 1.5, "double" },
        { "1.5f", 1.5f, "float" },
        { "TRUE", true, "boolean" },
        { "NULL", null, "void" },
        { "'a' 'b'", "ab", "string" },
        { "\"it's\"", "it's", "string" },
        { "'it''s'", "it's", "string" },
        { @"'\n\\\'\u00e9\101\%'", "\n\\'éA\\%", "string" },
        { @"r'a\n'", @"a\n", "string" },
        { "DATE '2024-02-29'", new DateOnly(2024, 2, 29), "date" },
        { "date'2024-2'", new DateOnly(2024, 2, 1), "date" },
        { "TIMESTAMP '2024-02-29 10:11:12.5'", new DateTimeOffset(2024, 2, 29, 9, 11, 12, 500, TimeSpan.Zero), "timestamp" },
        { "TIMESTAMP '2024-02-29 10:11:12+02:00'", new DateTimeOffset(2024, 2, 29, 8, 11, 12, TimeSpan.Zero), "timestamp" },
        { "TIMESTAMP_NTZ '2024-02-29 10:11:12'", new DateTime(2024, 2, 29, 10, 11, 12), "timestamp_ntz" },
        { "INTERVAL '1' DAY", TimeSpan.FromDays(1), "interval day" },
        { "INTERVAL -3 days 2 hours", TimeSpan.FromHours(-70), "interval day to hour" },
        { "INTERVAL '1 2:03:04.5' DAY TO SECOND", new TimeSpan(1, 2, 3, 4, 500), "interval day to second" },
        { "INTERVAL '1-2' YEAR TO MONTH", 14, "interval year to month" },
        { "INTERVAL 2 WEEKS", TimeSpan.FromDays(14), "interval day" },
        { "INTERVAL '3 months 1 year'", 15, "interval year to month" },
        { "INTERVAL 250 milliseconds", TimeSpan.FromMilliseconds(250), "interval second" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value(string text, object? value, string type)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test+1", TimeSpan.FromHours(1), null, null);
        var literal = Assert.IsType<LiteralExpression>(SqlParser.ParseExpression(text, zone));
        Assert.Equal(value, literal.Value);
        Assert.Equal(type, literal.Type.SimpleString);
    }

    [Fact]
    public void Bytes() => Assert.Equal(new byte[] { 1, 0xAB }, Assert.IsType<LiteralExpression>(SqlParser.ParseExpression("X'1ab'")).Value);

    [Theory]
    [InlineData("INTERVAL '01.5' SECOND", "INTERVAL '01.5' SECOND")]
    [InlineData("INTERVAL 1 WEEK", "INTERVAL '7' DAY")]
    [InlineData("INTERVAL '-1-2' YEAR TO MONTH", "INTERVAL '-1-2' YEAR TO MONTH")]
    [InlineData("INTERVAL -3 days 2 hours", "INTERVAL '-2 22' DAY TO HOUR")]
    [InlineData("TIMESTAMP '2020-01-01 01:02:03.12Z'", "TIMESTAMP '2020-01-01 01:02:03.12'")]
    [InlineData("1e3", "1000.0")]
    public void Name(string text, string expected) => Assert.Equal(expected, SqlParser.ParseExpression(text).Sql);

    [Fact]
    public void Name_of_a_timestamp_is_in_the_zone_of_the_session()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test+1", TimeSpan.FromHours(1), null, null);
        Assert.Equal("TIMESTAMP '2024-02-29 11:11:12'", SqlParser.ParseExpression("TIMESTAMP '2024-02-29 10:11:12Z'", zone).Sql);
    }

    [Theory]
    [InlineData("300Y", "INVALID_NUMERIC_LITERAL_RANGE", "[INVALID_NUMERIC_LITERAL_RANGE] Numeric literal 300 is outside the valid range for tinyint with minimum value of -128 and maximum value of 127. Please adjust the value accordingly. SQLSTATE: 22003")]
    [InlineData("DATE 'abc'", "INVALID_TYPED_LITERAL", "[INVALID_TYPED_LITERAL] The value of the typed literal \"DATE\" is invalid: 'abc'. SQLSTATE: 42604")]
    [InlineData("a IN ()", "INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE", "[INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE] Invalid SQL syntax: IN predicate requires at least one value. Empty IN clauses like 'IN ()' are not allowed. Consider using 'WHERE FALSE' if you need an always-false condition, or provide at least one value in the IN list. SQLSTATE: 42000")]
    [InlineData("INTERVAL 'abc'", "INVALID_TYPED_LITERAL", "[INVALID_TYPED_LITERAL] The value of the typed literal \"INTERVAL\" is invalid: 'abc'. SQLSTATE: 42604")]
    public void Out_of_range(string text, string errorClass, string message)
    {
        var error = Assert.Throws<StreamingException>(() => SqlParser.ParseExpression(text));
        Assert.Equal(errorClass, error.ErrorClass);
        Assert.Equal(message, error.Message);
    }
}
