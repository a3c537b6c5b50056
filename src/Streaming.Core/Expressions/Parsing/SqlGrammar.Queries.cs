using Superpower;
using Superpower.Model;

namespace Streaming;

/// <summary>SELECT.</summary>
internal sealed partial class SqlGrammar
{
    // Words that end an item or a view, so that they are not its alias.
    private static readonly HashSet<string> Clauses = new(StringComparer.OrdinalIgnoreCase)
    {
        "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "UNION", "EXCEPT", "MINUS", "INTERSECT", "ON", "USING", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "SEMI", "ANTI",
        "NATURAL", "LATERAL", "TABLESAMPLE", "WINDOW", "SORT", "DISTRIBUTE", "CLUSTER", "QUALIFY", "PIVOT", "UNPIVOT",
    };

    /// <summary>A whole SELECT with its unions.</summary>
    public TokenListParser<SqlTokenKind, SelectStatement> Query { get; private set; } = null!;

    private static bool IsClause(Token<SqlTokenKind>? token) => token is { Kind: SqlTokenKind.Word } word && Clauses.Contains(word.ToStringValue());

    private void BuildQueries()
    {
        var comma = Symbol(",");
        TokenListParser<SqlTokenKind, string> bareAlias = input => IsName(Peek(input)) && !IsClause(Peek(input)) ? Name(input) : TokenListParserResult.Empty<SqlTokenKind, string>(input);
        var alias = Keyword("AS").IgnoreThen(Name).Or(bareAlias).Select(name => (string?)name).OptionalOrDefault();
        var view = from name in QualifiedName
                   from shown in alias
                   select (SqlRelation)new SqlView(name, shown);
        var derived = from query in InParentheses(Parse.Ref(() => Query))
                      from shown in alias
                      select (SqlRelation)new SqlDerived(query, shown);
        var numbers = from _ in Keyword("RANGE")
                      from arguments in InParentheses(Expression.AtLeastOnceDelimitedBy(comma))
                      from shown in alias
                      select (SqlRelation)new SqlRange(arguments, shown);
        TokenListParser<SqlTokenKind, SqlRelation> range = input => Is(Peek(input), "RANGE") && Is(Peek(input, 1), "(") ? numbers(input) : TokenListParserResult.Empty<SqlTokenKind, SqlRelation>(input);
        var relation = derived.Or(range).Or(view);
        var joinType = Keyword("JOIN").Value("inner")
            .Or(Keyword("INNER").IgnoreThen(Keyword("JOIN")).Value("inner"))
            .Or(Keyword("CROSS").IgnoreThen(Keyword("JOIN")).Value("cross"))
            .Or(Sided("LEFT", "left_outer"))
            .Or(Sided("RIGHT", "right_outer"))
            .Or(Sided("FULL", "full_outer"))
            .Or(Keyword("SEMI").IgnoreThen(Keyword("JOIN")).Value("left_semi"))
            .Or(Keyword("ANTI").IgnoreThen(Keyword("JOIN")).Value("left_anti"));
        var criteria = Keyword("ON").IgnoreThen(Expression).Select(on => (On: (SqlExpression?)on, Using: Array.Empty<string>()))
            .Or(Keyword("USING").IgnoreThen(InParentheses(Name.AtLeastOnceDelimitedBy(comma))).Select(names => (On: (SqlExpression?)null, Using: names)))
            .OptionalOrDefault((null, []));
        var joined = from type in joinType
                   from right in relation
                   from condition in criteria
                   select (Func<SqlRelation, SqlRelation>)(left => new SqlJoin(left, right, type, condition.On, condition.Using));
        var crossed = comma.IgnoreThen(relation).Select(right => (Func<SqlRelation, SqlRelation>)(left => new SqlJoin(left, right, "cross", null, [])));
        var relations = from first in Keyword("FROM").IgnoreThen(relation)
                   from joins in joined.Or(crossed).Many()
                   select joins.Aggregate(first, (left, next) => next(left));

        var groupBy = GroupBySyntax(comma);

        TokenListParser<SqlTokenKind, T?> Clause<T>(TokenListParser<SqlTokenKind, T> parser)
            where T : class => parser.Select(value => (T?)value).OptionalOrDefault();

        var distinct = Keyword("DISTINCT").Value(true).Or(Keyword("ALL").Value(false)).OptionalOrDefault(false);
        var block = from _ in Keyword("SELECT")
                    from isDistinct in distinct
                    from items in Item.AtLeastOnceDelimitedBy(comma)
                    from source in Clause(relations)
                    from condition in Clause(Keyword("WHERE").IgnoreThen(Expression))
                    from groups in Clause(groupBy)
                    from having in Clause(Keyword("HAVING").IgnoreThen(Expression))
                    select new SelectStatement { IsDistinct = isDistinct, Items = items, From = source, Where = condition, GroupBy = groups, Having = having };
        var part = block.Or(InParentheses(Parse.Ref(() => Query)));
        var isAll = Keyword("ALL").Value(true).Or(Keyword("DISTINCT").Value(false)).OptionalOrDefault(false);
        var intersect = from _ in Keyword("INTERSECT")
                        from all in isAll
                        from next in part
                        select new SqlUnion(next, all, SqlSetOperation.Intersect);
        var term = from first in part
                   from others in intersect.Many()
                   select others.Length == 0 ? first : Derived(first) with { Unions = others };
        var union = from operation in Keyword("UNION").Value(SqlSetOperation.Union).Or(Keyword("EXCEPT").Or(Keyword("MINUS")).Value(SqlSetOperation.Except))
                    from all in isAll
                    from next in term
                    select new SqlUnion(next, all, operation);
        var orderBy = Keyword("ORDER").IgnoreThen(Keyword("BY")).IgnoreThen(SortKey.AtLeastOnceDelimitedBy(comma));
        Query = from first in term
                from unions in union.Many()
                from keys in orderBy.OptionalOrDefault([])
                from limit in Keywords("LIMIT", "ALL").Value((SqlExpression?)null).Try().Or(Clause(Keyword("LIMIT").IgnoreThen(Expression)))
                from offset in Clause(Keyword("OFFSET").IgnoreThen(Expression))
                select unions.Length + keys.Length == 0 && limit is null && offset is null
                    ? first
                    : Derived(first) with
                    {
                        Unions = unions,
                        OrderBy = [.. keys.Cast<SortExpression>()],
                        Limit = limit,
                        Offset = offset,
                    };
    }

    private TokenListParser<SqlTokenKind, SqlGrouping[]> GroupBySyntax(TokenListParser<SqlTokenKind, Token<SqlTokenKind>> comma)
    {
        // (a, b) are keys that go together, () is none.
        TokenListParser<SqlTokenKind, SqlExpression[]> keys = input =>
            !Is(Peek(input), "(") ? Expression.Select(key => new[] { key })(input)
            : Is(Peek(input, 1), ")") ? Keywords("(", ")").Value(Array.Empty<SqlExpression>())(input)
            : Expression.Select(key => key is CallExpression { Function: "named_struct" } row ? [.. row.Children.Where((_, i) => i % 2 == 1)] : new[] { key })(input);
        TokenListParser<SqlTokenKind, SqlGrouping> Keyed(SqlGroupingKind kind, params string[] words) =>
            Keywords(words).IgnoreThen(InParentheses(keys.ManyDelimitedBy(comma))).Select(all => new SqlGrouping(kind, all));
        var sets = Keyed(SqlGroupingKind.Sets, "GROUPING", "SETS");
        TokenListParser<SqlTokenKind, SqlGrouping> part = input =>
            Is(Peek(input), "ROLLUP") && Is(Peek(input, 1), "(") ? Keyed(SqlGroupingKind.Rollup, "ROLLUP")(input)
            : Is(Peek(input), "CUBE") && Is(Peek(input, 1), "(") ? Keyed(SqlGroupingKind.Cube, "CUBE")(input)
            : Is(Peek(input), "GROUPING") && Is(Peek(input, 1), "SETS") ? sets(input)
            : keys.Select(all => new SqlGrouping(SqlGroupingKind.Plain, [all]))(input);
        var with = Keywords("WITH", "ROLLUP").Value(SqlGroupingKind.Rollup).Or(Keywords("WITH", "CUBE").Value(SqlGroupingKind.Cube)).OptionalOrDefault(SqlGroupingKind.Plain);
        TokenListParser<SqlTokenKind, SqlGrouping?> behind = input => Is(Peek(input), "GROUPING") && Is(Peek(input, 1), "SETS")
            ? sets.Select(grouping => (SqlGrouping?)grouping)(input)
            : TokenListParserResult.Value<SqlTokenKind, SqlGrouping?>(null, input, input);
        return from _ in Keyword("GROUP").IgnoreThen(Keyword("BY"))
               from parts in part.AtLeastOnceDelimitedBy(comma)
               from kind in with
               from explicitSets in behind
               select explicitSets is not null ? [explicitSets] // GROUP BY a, b GROUPING SETS (...): the keys are named twice
                   : kind == SqlGroupingKind.Plain ? parts
                   : [new SqlGrouping(kind, [.. parts.SelectMany(grouping => grouping.Keys)])];
    }

    private static SelectStatement Derived(SelectStatement part) => IsWhole(part) ? new SelectStatement { Items = [new StarExpression()], From = new SqlDerived(part, null) } : part;

    // A part in parentheses that has its own order or unions already.
    private static bool IsWhole(SelectStatement statement) =>
        statement.Unions.Count + statement.OrderBy.Count > 0 || statement.Limit is not null || statement.Offset is not null;

    private static TokenListParser<SqlTokenKind, string> Sided(string word, string outer)
    {
        var side = Keyword(word);
        var kind = Keyword("OUTER").Value(outer).OptionalOrDefault(outer);
        if (word == "LEFT")
        {
            kind = Keyword("SEMI").Value("left_semi").Or(Keyword("ANTI").Value("left_anti")).Or(kind);
        }

        return from _ in side
               from type in kind
               from __ in Keyword("JOIN")
               select type;
    }
}
