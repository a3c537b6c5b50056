using System.Runtime.CompilerServices;
using Superpower;
using Superpower.Model;

namespace Streaming;

/// <summary>Operators, weakest first.</summary>
internal sealed partial class SqlGrammar
{
    private TokenListParser<SqlTokenKind, SqlExpression> Disjunction { get; set; } = null!;

    /// <summary>An expression without AND, OR, NOT and predicates: what stands between BETWEEN and AND.</summary>
    private TokenListParser<SqlTokenKind, SqlExpression> Value { get; set; } = null!;

    private static TokenListParser<SqlTokenKind, string> OneOf(params ReadOnlySpan<string> symbols)
    {
        var known = symbols.ToArray();
        return input =>
        {
            var next = input.ConsumeToken();
            if (next.HasValue && next.Value.Kind == SqlTokenKind.Symbol)
            {
                string text = next.Value.ToStringValue();
                if (Array.IndexOf(known, text) >= 0)
                {
                    return TokenListParserResult.Value(text, input, next.Remainder);
                }
            }

            return TokenListParserResult.Empty<SqlTokenKind, string>(input, known);
        };
    }

    private static TokenListParser<SqlTokenKind, SqlExpression> Binary(TokenListParser<SqlTokenKind, string> operators, TokenListParser<SqlTokenKind, SqlExpression> operand) =>
        input =>
        {
            var result = operand(input);
            while (result.HasValue)
            {
                var name = operators(result.Remainder);
                if (!name.HasValue)
                {
                    return result;
                }

                var right = operand(name.Remainder);
                if (!right.HasValue)
                {
                    return right;
                }

                var both = Call(name.Value, result.Value, right.Value).At(Span(input, right.Remainder));
                result = TokenListParserResult.Value(both, input, right.Remainder);
            }

            return result;
        };

    private static SqlExpression Negated(bool isNegated, SqlExpression predicate) => isNegated ? Call("NOT", predicate) : predicate;

    private static string Comparison(string symbol) => symbol switch
    {
        "==" => "=",
        "!=" => "<>",
        "!<" => ">=",
        "!>" => "<=",
        _ => symbol,
    };

    private void BuildOperators()
    {
        // >> and >>> come as single signs, see the tokenizer.
        var shift = Keywords("<", "<").Value("<<").Or(Keywords(">", ">", ">").Value(">>>")).Or(Keywords(">", ">").Value(">>"));
        TokenListParser<SqlTokenKind, SqlExpression> unary = Unary;
        var product = Binary(OneOf("*", "/", "%").Or(Keyword("DIV").Value("div")), unary);
        var sum = Binary(OneOf("+", "-", "||"), product);
        var shifted = Binary(shift, sum);
        var and = Binary(OneOf("&"), shifted);
        var xor = Binary(OneOf("^"), and);
        var or = Binary(OneOf("|"), xor);
        Value = Binary(OneOf("=", "==", "<>", "!=", "<=", ">=", "<=>", "<", ">", "!<", "!>").Select(Comparison), or);

        TokenListParser<SqlTokenKind, SqlExpression> negation = null!;
        var predicate = Predicate();
        negation = Keyword("NOT").Or(Symbol("!")).IgnoreThen(Parse.Ref(() => negation)).Select(operand => (SqlExpression)Call("NOT", operand));
        var not = negation;
        negation = input =>
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return Located(Is(Peek(input), "!") || (Is(Peek(input), "NOT") && Peek(input, 1) is not null) ? not(input) : predicate(input), input);
        };
        var conjunction = Binary(Keyword("AND").Value("AND"), negation);
        Disjunction = Binary(Keyword("OR").Value("OR"), conjunction);
    }

    private TokenListParserResult<SqlTokenKind, SqlExpression> Unary(TokenList<SqlTokenKind> input)
    {
        // Every way down passes here.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var sign = Peek(input);
        bool isSign = Is(sign, "-") || Is(sign, "+") || Is(sign, "~");
        if (!isSign || (Is(sign, "-") && IsKind(Peek(input, 1), SqlTokenKind.Number)))
        {
            return Postfix(input);
        }

        var next = input.ConsumeToken();
        var operand = Unary(next.Remainder);
        return operand.HasValue
            ? Located(TokenListParserResult.Value<SqlTokenKind, SqlExpression>(Call(next.Value.ToStringValue(), operand.Value), input, operand.Remainder), input)
            : operand;
    }

    private TokenListParser<SqlTokenKind, SqlExpression> Predicate()
    {
        var value = Parse.Ref(() => Value);
        var list = InParentheses(Expression.AtLeastOnceDelimitedBy(Symbol(",")));
        var between = from _ in Keyword("BETWEEN")
                      from isSymmetric in Flag(Keyword("SYMMETRIC"))
                      from low in value
                      from __ in Keyword("AND")
                      from high in value
                      select (Func<SqlExpression, SqlExpression>)(operand => isSymmetric
                          ? Call("OR", Call("BETWEEN", operand, low, high), Call("BETWEEN", operand, high, low))
                          : Call("BETWEEN", operand, low, high));
        TokenListParser<SqlTokenKind, Unit> notEmpty = input => Is(Peek(input), "(") && Is(Peek(input, 1), ")")
            ? throw SqlErrors.Error("INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE", "42000", "Invalid SQL syntax: IN predicate requires at least one value. Empty IN clauses like 'IN ()' are not allowed. Consider using 'WHERE FALSE' if you need an always-false condition, or provide at least one value in the IN list.")
            : TokenListParserResult.Value(Unit.Value, input, input);
        var items = notEmpty.IgnoreThen(list).Select(items => (Func<SqlExpression, SqlExpression>)(operand => Call("IN", [operand, .. items])));
        var selected = InParentheses(Parse.Ref(() => Query)).Select(query => (Func<SqlExpression, SqlExpression>)(operand => new InSubqueryExpression(operand, query)));
        TokenListParser<SqlTokenKind, Func<SqlExpression, SqlExpression>> set = input => IsSubquery(input) ? selected(input) : items(input);
        var among = Keyword("IN").IgnoreThen(set);
        var matches = Keyword("RLIKE").Or(Keyword("REGEXP")).IgnoreThen(value)
            .Select(pattern => (Func<SqlExpression, SqlExpression>)(operand => Call("RLIKE", operand, pattern)));
        var positive = between.Or(among).Or(matches).Or(Like("LIKE", value, list)).Or(Like("ILIKE", value, list));

        var distinct = Keywords("DISTINCT", "FROM").IgnoreThen(value)
            .Select(other => (Func<bool, SqlExpression, SqlExpression>)((isNegated, operand) => Negated(!isNegated, Call("<=>", operand, other))));
        var what = Keyword("NULL").Value((Func<bool, SqlExpression, SqlExpression>)((isNegated, operand) => Call(isNegated ? "IS NOT NULL" : "IS NULL", operand)))
            .Or(Keyword("UNKNOWN").Value((Func<bool, SqlExpression, SqlExpression>)((isNegated, operand) => Call(isNegated ? "IS NOT NULL" : "IS NULL", operand))))
            .Or(Truth(true)).Or(Truth(false)).Or(distinct);
        var state = from _ in Keyword("IS")
                    from isNegated in Flag(Keyword("NOT"))
                    from test in what
                    select (Func<SqlExpression, SqlExpression>)(operand => test(isNegated, operand));
        var negative = Keyword("NOT").IgnoreThen(positive).Select(test => (Func<SqlExpression, SqlExpression>)(operand => Negated(true, test(operand))));
        var suffix = positive.Or(negative).Or(state);
        return from operand in value
               from test in suffix.OptionalOrDefault(same => same)
               select test(operand);
    }

    private static TokenListParser<SqlTokenKind, Func<bool, SqlExpression, SqlExpression>> Truth(bool wanted) =>
        Keyword(wanted ? "TRUE" : "FALSE").Value((Func<bool, SqlExpression, SqlExpression>)((isNegated, operand) =>
            Negated(isNegated, Call("<=>", operand, new LiteralExpression(wanted, DataTypes.Boolean)))));

    // LIKE ALL (a, b) is LIKE a AND LIKE b; ANY and SOME join with OR.
    private static TokenListParser<SqlTokenKind, Func<SqlExpression, SqlExpression>> Like(
        string name, TokenListParser<SqlTokenKind, SqlExpression> value, TokenListParser<SqlTokenKind, SqlExpression[]> list)
    {
        var quantifier = Keyword("ANY").Value("OR").Or(Keyword("SOME").Value("OR")).Or(Keyword("ALL").Value("AND"));
        var many = from connective in quantifier
                   from patterns in list
                   select (Func<SqlExpression, SqlExpression>)(operand => patterns
                       .Select(pattern => (SqlExpression)Call(name, operand, pattern))
                       .Aggregate((left, right) => Call(connective, left, right)));
        var one = from pattern in value
                  from escape in Keyword("ESCAPE").IgnoreThen(Text).Select(text => (string?)text).OptionalOrDefault()
                  select (Func<SqlExpression, SqlExpression>)(operand => escape is null ? Call(name, operand, pattern) : Call(name, operand, pattern, String(escape)));
        return Keyword(name).IgnoreThen(many.Or(one));
    }

    private static bool IsSubquery(TokenList<SqlTokenKind> input) =>
        Is(Peek(input), "(") && Is(Peek(input, 1), "SELECT") && !Is(Peek(input, 2), ")") && !Is(Peek(input, 2), ",");

    private static TokenListParser<SqlTokenKind, Unit> Subquery(string what) => input =>
        IsSubquery(input)
            ? throw SqlErrors.Unsupported($"A subquery ({what})")
            : TokenListParserResult.Value(Unit.Value, input, input);
}
