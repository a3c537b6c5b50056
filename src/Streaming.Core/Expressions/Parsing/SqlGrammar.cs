using System.Collections.Concurrent;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Streaming;

/// <summary>The grammar of Spark's SQL, as far as this library speaks it: parsers over tokens, built once per time zone (timestamp literals without a zone are in the session's).</summary>
internal sealed partial class SqlGrammar
{
    private static readonly ConcurrentDictionary<TimeZoneInfo, SqlGrammar> Known = new();

    private static readonly TokenListParser<SqlTokenKind, string> Name = Token.EqualTo(SqlTokenKind.Word).Select(token => token.ToStringValue())
        .Or(Token.EqualTo(SqlTokenKind.QuotedName).Select(token => SqlStrings.OfName(token.ToStringValue())));

    private static readonly TokenListParser<SqlTokenKind, string[]> QualifiedName = Name.AtLeastOnceDelimitedBy(Symbol("."));

    private static readonly TokenListParser<SqlTokenKind, string> Text =
        Token.EqualTo(SqlTokenKind.Text).AtLeastOnce().Select(tokens => string.Concat(tokens.Select(token => SqlStrings.OfText(token.ToStringValue()))));

    private static readonly TokenListParser<SqlTokenKind, int> Count = Token.EqualTo(SqlTokenKind.Number).Where(token => int.TryParse(token.ToStringValue(), out _), "a count")
        .Select(token => int.Parse(token.ToStringValue(), System.Globalization.CultureInfo.InvariantCulture));

    private readonly TimeZoneInfo _zone;

    private SqlGrammar(TimeZoneInfo zone)
    {
        _zone = zone;
        Expression = Parse.Ref(() => Disjunction);
        BuildOperators();
        BuildPrimaries();
        BuildQueries();
    }

    /// <summary>An expression without a name.</summary>
    public TokenListParser<SqlTokenKind, SqlExpression> Expression { get; }

    public static SqlGrammar Of(TimeZoneInfo zone) => Known.GetOrAdd(zone, static zone => new SqlGrammar(zone));

    private static TokenListParser<SqlTokenKind, Token<SqlTokenKind>> Symbol(string text) => Token.EqualToValue(SqlTokenKind.Symbol, text);

    private static TokenListParser<SqlTokenKind, Token<SqlTokenKind>> Keyword(string word) => Token.EqualToValueIgnoreCase(SqlTokenKind.Word, word);

    // All of the words or signs, or nothing of them is read.
    private static TokenListParser<SqlTokenKind, Token<SqlTokenKind>> Keywords(params string[] texts) => input =>
    {
        var rest = input;
        Token<SqlTokenKind> last = default;
        foreach (string text in texts)
        {
            var next = rest.ConsumeToken();
            if (!next.HasValue || !Is(next.Value, text))
            {
                return TokenListParserResult.Empty<SqlTokenKind, Token<SqlTokenKind>>(input, texts);
            }

            last = next.Value;
            rest = next.Remainder;
        }

        return TokenListParserResult.Value(last, input, rest);
    };

    private static TokenListParser<SqlTokenKind, bool> Flag<T>(TokenListParser<SqlTokenKind, T> parser) => parser.Value(true).OptionalOrDefault(false);

    private static TokenListParser<SqlTokenKind, T> InParentheses<T>(TokenListParser<SqlTokenKind, T> parser) => parser.Between(Symbol("("), Symbol(")"));

    // What stands n tokens ahead; null at the end.
    private static Token<SqlTokenKind>? Peek(TokenList<SqlTokenKind> input, int ahead = 0)
    {
        while (true)
        {
            var next = input.ConsumeToken();
            if (!next.HasValue)
            {
                return null;
            }

            if (ahead-- == 0)
            {
                return next.Value;
            }

            input = next.Remainder;
        }
    }

    private static bool Is(Token<SqlTokenKind>? token, string text) =>
        token is { Kind: SqlTokenKind.Symbol or SqlTokenKind.Word } some && some.Span.EqualsValueIgnoreCase(text);

    private static bool IsKind(Token<SqlTokenKind>? token, SqlTokenKind kind) => token is { } some && some.Kind == kind;

    private static bool IsName(Token<SqlTokenKind>? token) => token is { Kind: SqlTokenKind.Word or SqlTokenKind.QuotedName };

    /// <summary>Notes where an expression was read from.</summary>
    private static TokenListParser<SqlTokenKind, SqlExpression> Located(TokenListParser<SqlTokenKind, SqlExpression> parser) => input => Located(parser(input), input);

    private static TokenListParserResult<SqlTokenKind, SqlExpression> Located(TokenListParserResult<SqlTokenKind, SqlExpression> result, TokenList<SqlTokenKind> input)
    {
        if (result.HasValue && result.Value.Origin is null)
        {
            result.Value.At(Span(input, result.Remainder));
        }

        return result;
    }

    private static SqlOrigin Span(TokenList<SqlTokenKind> input, TokenList<SqlTokenKind> rest)
    {
        var next = input.ConsumeToken();
        var first = next.Value;
        while (next.Remainder.Position < rest.Position)
        {
            next = next.Remainder.ConsumeToken();
        }

        return new SqlOrigin(first.Span.Source!, first.Position.Absolute, next.Value.Position.Absolute + next.Value.Span.Length);
    }

    private static CallExpression Call(string function, params IEnumerable<SqlExpression> arguments) => new(function, arguments);

    private static LiteralExpression String(string text) => new(text, DataTypes.String);
}
