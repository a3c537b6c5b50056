using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Streaming;

/// <summary>INTERVAL literals.</summary>
internal sealed partial class SqlGrammar
{
    // INTERVAL 'text' UNIT TO UNIT, INTERVAL n UNIT n UNIT ..., INTERVAL 'n UNIT n UNIT'.
    private static TokenListParser<SqlTokenKind, SqlExpression> IntervalSyntax()
    {
        var sign = Symbol("-").Value("-").Or(Symbol("+").Value("")).OptionalOrDefault("");
        var amount = from minus in sign
                     from text in Text.Or(Token.EqualTo(SqlTokenKind.Number).Select(token => token.ToStringValue()))
                     select SqlLiterals.Negate(text, minus.Length > 0);
        var unit = Name.Where(SqlLiterals.IsUnit, "a unit");
        TokenListParser<SqlTokenKind, (string, string)> pair = from text in amount
                                                               from name in unit
                                                               select (text, name);
        TokenListParser<SqlTokenKind, (string, string)[]> more = input =>
        {
            var pairs = new List<(string, string)>();
            var rest = input;
            while (IsPair(rest) && pair(rest) is { HasValue: true } next)
            {
                pairs.Add(next.Value);
                rest = next.Remainder;
            }

            return TokenListParserResult.Value<SqlTokenKind, (string, string)[]>([.. pairs], input, rest);
        };
        var range = Keyword("TO").IgnoreThen(UnitName);
        var written = from value in Text
                   select (SqlExpression)SqlLiterals.OfText(value);
        var units = from first in amount
                    from name in unit
                    from result in range.Select(end => (SqlExpression)SqlLiterals.OfRange(first, name, end))
                        .Or(more.Select(others => (SqlExpression)SqlLiterals.OfUnits([(first, name), .. others])))
                    select result;
        TokenListParser<SqlTokenKind, SqlExpression> behind = input =>
            IsKind(Peek(input), SqlTokenKind.Text) && !(Peek(input, 1) is { Kind: SqlTokenKind.Word } next && SqlLiterals.IsUnit(next.ToStringValue())) ? written(input) : units(input);
        return Keyword("INTERVAL").IgnoreThen(behind);
    }

    // A sign belongs to the interval only with a number and a unit behind it: INTERVAL 1 DAY - 2 is a difference.
    private static bool IsPair(TokenList<SqlTokenKind> input)
    {
        int at = Is(Peek(input), "-") || Is(Peek(input), "+") ? 1 : 0;
        return (IsKind(Peek(input, at), SqlTokenKind.Number) || IsKind(Peek(input, at), SqlTokenKind.Text))
            && Peek(input, at + 1) is { Kind: SqlTokenKind.Word } unit && SqlLiterals.IsUnit(unit.ToStringValue());
    }
}
