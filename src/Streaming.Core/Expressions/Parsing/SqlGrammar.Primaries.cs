using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Streaming;

/// <summary>What operators join: constants, names, calls and what has a syntax of its own.</summary>
internal sealed partial class SqlGrammar
{
    private static readonly string[] Units = ["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DAYOFYEAR", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND"];

    // Words that cannot begin an expression: without them an error would be told far behind its place.
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase) { "FROM", "WHERE", "HAVING", "THEN", "ELSE", "AND", "OR", "WHEN" };

    // What stands behind the colon of a variant: a.b[0]['c'].
    private static readonly TokenListParser<SqlTokenKind, string> Path =
        from first in Name
        from rest in Symbol(".").IgnoreThen(Name).Select(name => "." + name)
            .Or(Token.EqualTo(SqlTokenKind.Number).Or(Token.EqualTo(SqlTokenKind.Text)).Between(Symbol("["), Symbol("]")).Select(index => $"[{index.ToStringValue()}]"))
            .Many()
        select first + string.Concat(rest);

    private readonly Dictionary<string, TokenListParser<SqlTokenKind, SqlExpression>> _special = new(StringComparer.OrdinalIgnoreCase);
    private TokenListParser<SqlTokenKind, SqlExpression> _case = null!;
    private TokenListParser<SqlTokenKind, SqlExpression> _interval = null!;
    private TokenListParser<SqlTokenKind, SqlExpression> _lambda = null!;
    private TokenListParser<SqlTokenKind, SqlExpression> _call = null!;
    private TokenListParser<SqlTokenKind, SqlExpression> _row = null!;
    private TokenListParser<SqlTokenKind, SqlExpression> _typed = null!;

    /// <summary>An expression with or without a name behind it.</summary>
    public TokenListParser<SqlTokenKind, SqlExpression> Item { get; private set; } = null!;

    /// <summary>A sort key.</summary>
    public TokenListParser<SqlTokenKind, SqlExpression> SortKey { get; private set; } = null!;

    private void BuildPrimaries()
    {
        var comma = Symbol(",");
        var value = Parse.Ref(() => Value);
        TokenListParser<SqlTokenKind, string> bareAlias = input => IsName(Peek(input)) && !IsClause(Peek(input)) ? Name(input) : TokenListParserResult.Empty<SqlTokenKind, string>(input);
        var alias = Keyword("AS").IgnoreThen(Name.Select(name => new[] { name }).Or(InParentheses(Name.AtLeastOnceDelimitedBy(comma))))
            .Or(bareAlias.Select(name => new[] { name }));
        Item = from expression in Expression
               from names in alias.OptionalOrDefault([])
               select names.Length == 0 ? expression : new AliasExpression(expression, names);
        SortKey = from key in Expression
                  from isDescending in Keyword("DESC").Value(true).Or(Keyword("ASC").Value(false)).OptionalOrDefault(false)
                  from nullsFirst in Keyword("NULLS").IgnoreThen(Keyword("FIRST").Value(true).Or(Keyword("LAST").Value(false))).OptionalOrDefault(!isDescending)
                  select (SqlExpression)new SortExpression(key, isDescending, nullsFirst);

        var branch = from _ in Keyword("WHEN")
                     from condition in Expression
                     from __ in Keyword("THEN")
                     from result in Expression
                     select (condition, result);
        TokenListParser<SqlTokenKind, SqlExpression?> operand = input =>
            Is(Peek(input), "WHEN") ? TokenListParserResult.Value<SqlTokenKind, SqlExpression?>(null, input, input) : Expression.Select(e => (SqlExpression?)e)(input);
        _case = from _ in Keyword("CASE")
                from subject in operand
                from branches in branch.AtLeastOnce()
                from otherwise in Keyword("ELSE").IgnoreThen(Expression).Select(e => (SqlExpression?)e).OptionalOrDefault()
                from __ in Keyword("END")
                select (SqlExpression)new CaseExpression(branches.Select(b => (subject is null ? b.condition : Call("=", subject, b.condition), b.result)), otherwise);

        var parameters = Name.Select(name => new[] { name }).Or(InParentheses(Name.AtLeastOnceDelimitedBy(comma)));
        _lambda = from names in parameters
                  from _ in Symbol("->")
                  from body in Expression
                  select (SqlExpression)new LambdaExpression(body, names);
        var list = Item.AtLeastOnceDelimitedBy(comma);
        _row = InParentheses(list).Select(items => items.Length == 1 && items[0] is not AliasExpression ? items[0] : Constructor(items));
        _call = CallSyntax(comma);
        _interval = IntervalSyntax();
        _typed = from type in Token.EqualTo(SqlTokenKind.Word)
                 from text in Text
                 select (SqlExpression)SqlLiterals.Typed(type.ToStringValue().ToUpperInvariant(), text, _zone);
        BuildSpecial(value, comma);
    }

    // (a, 1) has the fields a and col2.
    private static CallExpression Constructor(SqlExpression[] items) => Call("named_struct", items.SelectMany((item, i) => item switch
    {
        AliasExpression alias => new[] { String(alias.Names[0]), alias.Child },
        AttributeExpression attribute => [String(attribute.Parts[^1]), attribute],
        _ => [String($"col{i + 1}"), item],
    }));

    private void BuildSpecial(TokenListParser<SqlTokenKind, SqlExpression> value, TokenListParser<SqlTokenKind, Token<SqlTokenKind>> comma)
    {
        TokenListParser<SqlTokenKind, SqlExpression> Cast(string word, bool isTry) =>
            from _ in Keyword(word)
            from parts in InParentheses(
                from child in Expression
                from __ in Keyword("AS")
                from type in Type
                select (child, type))
            select (SqlExpression)new CastExpression(parts.child, parts.type, isTry);
        _special["CAST"] = Cast("CAST", isTry: false);
        _special["TRY_CAST"] = Cast("TRY_CAST", isTry: true);
        _special["EXTRACT"] = from _ in Keyword("EXTRACT")
                              from parts in InParentheses(
                                  from field in Name.Or(Text)
                                  from __ in Keyword("FROM")
                                  from source in Expression
                                  select (field, source))
                              select (SqlExpression)Call("extract", String(parts.field), parts.source);

        var rest = comma.IgnoreThen(Expression).Many();
        TokenListParser<SqlTokenKind, SqlExpression> Substring(string word) =>
            from name in Keyword(word)
            from arguments in InParentheses(
                from first in Expression
                from others in (from _ in Keyword("FROM")
                                from start in Expression
                                from length in Keyword("FOR").IgnoreThen(Expression).Select(e => new[] { e }).OptionalOrDefault([])
                                select (Name: "substring", Items: new[] { start }.Concat(length).ToArray()))
                    .Or(rest.Select(items => (Name: "", Items: items)))
                select (others.Name, Items: new[] { first }.Concat(others.Items)))
            select (SqlExpression)Call(arguments.Name.Length > 0 ? arguments.Name : name.ToStringValue(), arguments.Items);
        _special["SUBSTRING"] = Substring("SUBSTRING");
        _special["SUBSTR"] = Substring("SUBSTR");
        _special["POSITION"] = from _ in Keyword("POSITION")
                               from arguments in InParentheses(
                                   from part in value
                                   from others in Keyword("IN").IgnoreThen(Expression).Select(e => (Name: "locate", Items: new[] { e })).Or(rest.Select(items => (Name: "position", Items: items)))
                                   select (others.Name, Items: new[] { part }.Concat(others.Items)))
                               select (SqlExpression)Call(arguments.Name, arguments.Items);
        _special["OVERLAY"] = from _ in Keyword("OVERLAY")
                              from arguments in InParentheses(
                                  from first in Expression
                                  from others in (from __ in Keyword("PLACING")
                                                  from text in Expression
                                                  from ___ in Keyword("FROM")
                                                  from start in Expression
                                                  from length in Keyword("FOR").IgnoreThen(Expression).Select(e => new[] { e }).OptionalOrDefault([])
                                                  select new[] { text, start }.Concat(length).ToArray()).Or(rest)
                                  select new[] { first }.Concat(others))
                              select (SqlExpression)Call("overlay", arguments);
        _special["TRIM"] = Trim(rest);
        foreach (string name in new[] { "TIMESTAMPADD", "TIMESTAMPDIFF", "DATEADD", "DATE_ADD", "DATEDIFF", "DATE_DIFF" })
        {
            _special[name] = WithUnit(name, comma);
        }
    }

    // TRIM(LEADING 'x' FROM y) is ltrim('x', y): the two-argument forms name the characters first.
    private TokenListParser<SqlTokenKind, SqlExpression> Trim(TokenListParser<SqlTokenKind, SqlExpression[]> rest)
    {
        TokenListParser<SqlTokenKind, string?> side = input =>
            Is(Peek(input, 1), ",") || Is(Peek(input, 1), ")")
                ? TokenListParserResult.Value<SqlTokenKind, string?>(null, input, input)
                : Keyword("BOTH").Value((string?)"trim").Or(Keyword("LEADING").Value((string?)"ltrim")).Or(Keyword("TRAILING").Value((string?)"rtrim")).OptionalOrDefault()(input);
        TokenListParser<SqlTokenKind, SqlExpression[]> characters = input =>
            Is(Peek(input), "FROM") ? TokenListParserResult.Value<SqlTokenKind, SqlExpression[]>([], input, input) : Expression.Select(e => new[] { e })(input);
        var source = Keyword("FROM").IgnoreThen(Expression).Select(e => new[] { e });
        return from name in Keyword("TRIM")
               from call in InParentheses(
                   from function in side
                   from set in characters
                   from others in function is null && set.Length > 0 ? source.Or(rest) : source
                   select (SqlExpression)Call(function ?? name.ToStringValue(), set.Concat(others)))
               select call;
    }

    // dateadd(DAY, n, x): the unit is a word.
    private TokenListParser<SqlTokenKind, SqlExpression> WithUnit(string word, TokenListParser<SqlTokenKind, Token<SqlTokenKind>> comma)
    {
        var ofUnit = from _ in Keyword(word)
                     from arguments in InParentheses(
                         from unit in Name
                         from rest in comma.IgnoreThen(Expression).Many()
                         select rest.Prepend(String(unit.ToUpperInvariant())))
                     select (SqlExpression)Call(word.EndsWith("ADD", StringComparison.Ordinal) ? "timestampadd" : "timestampdiff", arguments);
        return input => Peek(input, 2) is { Kind: SqlTokenKind.Word } unit && Is(Peek(input, 3), ",") && Units.Contains(unit.ToStringValue(), StringComparer.OrdinalIgnoreCase)
            && HasThree(input.ConsumeToken().Remainder.ConsumeToken().Remainder) ? ofUnit(input) : _call(input);
    }

    // Three arguments: two commas at the depth of the call.
    private static bool HasThree(TokenList<SqlTokenKind> input)
    {
        int depth = 0;
        int commas = 0;
        for (var next = input.ConsumeToken(); next.HasValue && depth >= 0; next = next.Remainder.ConsumeToken())
        {
            depth += Is(next.Value, "(") || Is(next.Value, "[") ? 1 : Is(next.Value, ")") || Is(next.Value, "]") ? -1 : 0;
            commas += depth == 0 && Is(next.Value, ",") ? 1 : 0;
        }

        return commas == 2;
    }

    private TokenListParser<SqlTokenKind, SqlExpression> CallSyntax(TokenListParser<SqlTokenKind, Token<SqlTokenKind>> comma)
    {
        var named = from name in Name
                    from _ in Symbol("=>")
                    from content in Expression
                    select (SqlExpression)new AliasExpression(content, name);
        TokenListParser<SqlTokenKind, SqlExpression> argument = input => IsName(Peek(input)) && Is(Peek(input, 1), "=>") ? named(input) : Item(input);
        TokenListParser<SqlTokenKind, bool> distinct = input =>
            Is(Peek(input), "DISTINCT") && !Is(Peek(input, 1), ")") && !Is(Peek(input, 1), ",") ? Keyword("DISTINCT").Value(true)(input)
            : Is(Peek(input), "ALL") && !Is(Peek(input, 1), ")") && !Is(Peek(input, 1), ",") ? Keyword("ALL").Value(false)(input)
            : TokenListParserResult.Value(false, input, input);
        var order = Keywords("WITHIN", "GROUP").IgnoreThen(InParentheses(Keywords("ORDER", "BY").IgnoreThen(SortKey.AtLeastOnceDelimitedBy(comma))));
        var filter = Keyword("FILTER").IgnoreThen(InParentheses(Keyword("WHERE").IgnoreThen(Expression))).Select(e => (SqlExpression?)e);
        TokenListParser<SqlTokenKind, SqlExpression?> optionalFilter = input => Is(Peek(input), "FILTER") && Is(Peek(input, 1), "(") ? filter(input) : TokenListParserResult.Value<SqlTokenKind, SqlExpression?>(null, input, input);
        var partitions = Keywords("PARTITION", "BY").IgnoreThen(Expression.AtLeastOnceDelimitedBy(comma)).OptionalOrDefault([]);
        var orders = Keywords("ORDER", "BY").IgnoreThen(SortKey.AtLeastOnceDelimitedBy(comma)).OptionalOrDefault([]);
        TokenListParser<SqlTokenKind, Unit> rows = Frame;
        var window = from _ in Keyword("OVER")
                     from open in Symbol("(")
                     from grouped in partitions
                     from sorted in orders
                     from frame in rows
                     from close in Symbol(")")
                     select ((SqlExpression[] By, SqlExpression[] Sorted)?)(grouped, sorted);
        TokenListParser<SqlTokenKind, (SqlExpression[] By, SqlExpression[] Sorted)?> over = input =>
            Is(Peek(input), "OVER") && Is(Peek(input, 1), "(") ? window(input) : TokenListParserResult.Value<SqlTokenKind, (SqlExpression[] By, SqlExpression[] Sorted)?>(null, input, input);
        return from name in Name
               from open in Symbol("(")
               from isDistinct in distinct
               from arguments in argument.ManyDelimitedBy(comma)
               from close in Symbol(")")
               from keys in order.OptionalOrDefault([])
               from condition in optionalFilter
               from ignoresNulls in Keywords("IGNORE", "NULLS").Value(true).Or(Keywords("RESPECT", "NULLS").Value(false)).OptionalOrDefault(false)
               from windowed in over
               let call = new CallExpression(name, [.. arguments, .. ignoresNulls ? [new LiteralExpression(true, DataTypes.Boolean)] : Array.Empty<SqlExpression>(), .. keys], isDistinct, condition)
               select windowed is { } clauses ? new OverExpression([call, .. clauses.By, .. clauses.Sorted], clauses.By.Length) : (SqlExpression)call;
    }

    // ROWS or RANGE up to the parenthesis: windows of rows are read, but not run.
    private static TokenListParserResult<SqlTokenKind, Unit> Frame(TokenList<SqlTokenKind> input)
    {
        var rest = input;
        while ((Is(Peek(input), "ROWS") || Is(Peek(input), "RANGE")) && Peek(rest) is { } token && !Is(token, ")"))
        {
            rest = rest.ConsumeToken().Remainder;
        }

        return TokenListParserResult.Value(Unit.Value, input, rest);
    }

    private TokenListParserResult<SqlTokenKind, SqlExpression> Primary(TokenList<SqlTokenKind> input)
    {
        var first = Peek(input);
        var second = Peek(input, 1);
        return first switch
        {
            { Kind: SqlTokenKind.Number } => Token.EqualTo(SqlTokenKind.Number).Select(token => (SqlExpression)SqlNumbers.Parse(token.ToStringValue(), isNegative: false))(input),
            { Kind: SqlTokenKind.Text } => Text.Select(text => (SqlExpression)new LiteralExpression(text, DataTypes.String, "'"))(input),
            { Kind: SqlTokenKind.Symbol } when Is(first, "-") => Symbol("-").IgnoreThen(Token.EqualTo(SqlTokenKind.Number)).Select(token => (SqlExpression)SqlNumbers.Parse(token.ToStringValue(), isNegative: true))(input),
            { Kind: SqlTokenKind.Symbol } when Is(first, "*") => Symbol("*").Select(_ => (SqlExpression)new StarExpression())(input),
            { Kind: SqlTokenKind.Symbol } when Is(first, "(") => IsLambda(input) ? _lambda(input) : Subquery("SELECT ...").IgnoreThen(_row)(input),
            { Kind: SqlTokenKind.QuotedName } => Is(second, "->") ? _lambda(input) : Is(second, "(") ? _call(input) : Column(input),
            { Kind: SqlTokenKind.Word } => Word(input, first.Value.ToStringValue(), second),
            _ => TokenListParserResult.Empty<SqlTokenKind, SqlExpression>(input, ["an expression"]),
        };
    }

    private TokenListParserResult<SqlTokenKind, SqlExpression> Word(TokenList<SqlTokenKind> input, string word, Token<SqlTokenKind>? second)
    {
        if (Is(second, "->"))
        {
            return _lambda(input);
        }

        if (Is(second, "("))
        {
            return word.Equals("EXISTS", StringComparison.OrdinalIgnoreCase) && Is(Peek(input, 2), "SELECT")
                ? throw SqlErrors.Unsupported("A subquery (EXISTS)")
                : (_special.GetValueOrDefault(word) ?? _call)(input);
        }

        bool isBehindName = Is(second, ".");
        switch (word.ToUpperInvariant())
        {
            case "CASE" when second is not null && !isBehindName:
                return _case(input);
            case "INTERVAL" when IsKind(second, SqlTokenKind.Text) || IsKind(second, SqlTokenKind.Number) || (Is(second, "-") && Peek(input, 3) is { Kind: SqlTokenKind.Word } unit && SqlLiterals.IsUnit(unit.ToStringValue())):
                return _interval(input);
            case "TRUE" when !isBehindName:
                return Keyword("TRUE").Select(_ => (SqlExpression)new LiteralExpression(true, DataTypes.Boolean))(input);
            case "FALSE" when !isBehindName:
                return Keyword("FALSE").Select(_ => (SqlExpression)new LiteralExpression(false, DataTypes.Boolean))(input);
            case "NULL" when !isBehindName:
                return Keyword("NULL").Select(_ => (SqlExpression)new LiteralExpression(null, DataTypes.Null))(input);
            case "CURRENT_DATE" or "CURRENT_TIMESTAMP" or "CURRENT_USER" or "SESSION_USER" or "CURRENT_TIME" or "LOCALTIME" or "LOCALTIMESTAMP" or "USER" when !isBehindName && word.Contains('_', StringComparison.Ordinal):
                return Name.Select(name => (SqlExpression)Call(name))(input);
        }

        return IsKind(second, SqlTokenKind.Text) && SqlLiterals.IsTyped(word) ? _typed(input)
            : Refused.Contains(word) && !isBehindName ? TokenListParserResult.Empty<SqlTokenKind, SqlExpression>(input, ["an expression"])
            : Column(input);
    }

    // a, a.b.c, a.*: the dots are read here, so that t.* is seen.
    private static TokenListParserResult<SqlTokenKind, SqlExpression> Column(TokenList<SqlTokenKind> input)
    {
        var rest = input;
        var parts = new List<string>();
        while (true)
        {
            var part = Name(rest);
            if (!part.HasValue)
            {
                return TokenListParserResult.CastEmpty<SqlTokenKind, string, SqlExpression>(part);
            }

            parts.Add(part.Value);
            rest = part.Remainder;
            if (!Is(Peek(rest), "."))
            {
                return TokenListParserResult.Value<SqlTokenKind, SqlExpression>(new AttributeExpression(parts), input, rest);
            }

            rest = rest.ConsumeToken().Remainder;
            if (Is(Peek(rest), "*"))
            {
                return TokenListParserResult.Value<SqlTokenKind, SqlExpression>(new StarExpression(parts), input, rest.ConsumeToken().Remainder);
            }
        }
    }

    private static bool IsLambda(TokenList<SqlTokenKind> input)
    {
        for (int at = 1; IsName(Peek(input, at)); at += 2)
        {
            if (Is(Peek(input, at + 1), ")"))
            {
                return Is(Peek(input, at + 2), "->");
            }

            if (!Is(Peek(input, at + 1), ","))
            {
                return false;
            }
        }

        return false;
    }

    private TokenListParserResult<SqlTokenKind, SqlExpression> Postfix(TokenList<SqlTokenKind> input)
    {
        var result = Located(Primary(input), input);
        while (result.HasValue)
        {
            var child = result.Value;
            TokenListParser<SqlTokenKind, SqlExpression> next;
            if (Is(Peek(result.Remainder), "."))
            {
                next = Symbol(".").IgnoreThen(Name).Select(name => (SqlExpression)new ExtractExpression(child, new LiteralExpression(name, DataTypes.String, name)));
            }
            else if (Is(Peek(result.Remainder), "["))
            {
                next = Value.Between(Symbol("["), Symbol("]")).Select(key => (SqlExpression)new ExtractExpression(child, key));
            }
            else if (Is(Peek(result.Remainder), "::"))
            {
                next = Symbol("::").IgnoreThen(Type).Select(type => (SqlExpression)new CastExpression(child, type));
            }
            else if (Is(Peek(result.Remainder), ":"))
            {
                next = Symbol(":").IgnoreThen(Path).Select(path => (SqlExpression)Call("semi_structured_extract", child, String(path)));
            }
            else if (Is(Peek(result.Remainder), "COLLATE"))
            {
                next = Keyword("COLLATE").IgnoreThen(QualifiedName).Select(name => (SqlExpression)Call("collate", child, String(string.Join('.', name))));
            }
            else
            {
                return result;
            }

            var longer = next(result.Remainder);
            result = longer.HasValue ? Located(TokenListParserResult.Value(longer.Value, input, longer.Remainder), input) : longer;
        }

        return result;
    }
}
