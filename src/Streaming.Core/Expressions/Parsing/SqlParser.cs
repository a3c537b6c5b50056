using Superpower;
using Superpower.Model;

namespace Streaming;

/// <summary>Reads SQL text in Spark's dialect. Errors are <c>PARSE_SYNTAX_ERROR</c> with line and position.</summary>
/// <remarks>Timestamp literals without a zone are in the given zone; UTC without one.</remarks>
internal static class SqlParser
{
    private static readonly SqlTokenizer Tokenizer = new();

    /// <summary>An expression, with its alias where it has one.</summary>
    public static SqlExpression ParseExpression(string text, TimeZoneInfo? zone = null) => Run(SqlGrammar.Of(zone ?? TimeZoneInfo.Utc).Item, text);

    /// <summary>Expressions with commas between them.</summary>
    public static IReadOnlyList<SqlExpression> ParseExpressionList(string text, TimeZoneInfo? zone = null) =>
        Run(SqlGrammar.Of(zone ?? TimeZoneInfo.Utc).Item.AtLeastOnceDelimitedBy(Comma), text);

    /// <summary>A type: <c>array&lt;int&gt;</c>.</summary>
    public static DataType ParseType(string text) => Run(SqlGrammar.Type, text);

    /// <summary>Columns: <c>name STRING, age INT NOT NULL COMMENT 'years'</c>.</summary>
    public static StructType ParseSchema(string text) => Run(SqlGrammar.Schema, text);

    /// <summary>A sort key: <c>n DESC NULLS LAST</c>.</summary>
    public static SortExpression ParseSort(string text, TimeZoneInfo? zone = null) => (SortExpression)Run(SqlGrammar.Of(zone ?? TimeZoneInfo.Utc).SortKey, text);

    /// <summary>A SELECT; a semicolon may end it.</summary>
    public static SelectStatement ParseQuery(string text, TimeZoneInfo? zone = null) =>
        Run(SqlGrammar.Of(zone ?? TimeZoneInfo.Utc).Query.Then(query => Semicolon.Many().Value(query)), text);

    private static TokenListParser<SqlTokenKind, Token<SqlTokenKind>> Comma { get; } = Superpower.Parsers.Token.EqualToValue(SqlTokenKind.Symbol, ",");

    private static TokenListParser<SqlTokenKind, Token<SqlTokenKind>> Semicolon { get; } = Superpower.Parsers.Token.EqualToValue(SqlTokenKind.Symbol, ";");

    private static T Run<T>(TokenListParser<SqlTokenKind, T> parser, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = Tokenizer.TryTokenize(text);
        if (!tokens.HasValue)
        {
            int at = tokens.ErrorPosition.HasValue ? tokens.ErrorPosition.Absolute : text.Length;
            string near = at < text.Length ? text[at] == '/' ? "'/*'" : $"'{text[at]}'" : "end of input";
            throw SqlErrors.Syntax(near, text, at);
        }

        TokenListParserResult<SqlTokenKind, T> result;
        try
        {
            result = parser(tokens.Value);
        }
        catch (InsufficientExecutionStackException error)
        {
            throw new StreamingException("FAILED_TO_PARSE_TOO_COMPLEX", "[FAILED_TO_PARSE_TOO_COMPLEX] The statement, including potential SQL functions and referenced views, was too complex to parse. Nest it less deeply. SQLSTATE: 54001", error) { SqlState = "54001" };
        }

        if (result.HasValue && result.Remainder.IsAtEnd)
        {
            return result.Value;
        }

        var failed = result.Remainder.ConsumeToken();
        if (!failed.HasValue)
        {
            throw SqlErrors.Syntax("end of input", text, text.Length);
        }

        // Spark names a single word too many as such.
        bool isExtra = result.HasValue && failed.Remainder.IsAtEnd;
        string token = $"'{failed.Value.ToStringValue()}'";
        throw SqlErrors.Syntax(isExtra ? $"{token}: extra input {token}" : token, text, failed.Value.Position.Absolute);
    }
}
