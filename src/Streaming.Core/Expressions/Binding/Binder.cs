namespace Streaming;

/// <summary>Resolves names, types and functions of expressions over the columns of a relation.</summary>
internal sealed partial class Binder(StructType schema, bool isAnsi = true)
{
    public StructType Schema { get; } = schema;

    public bool IsAnsi { get; } = isAnsi;

    /// <summary>Name of the relation (alias) of each column, null where it has none; absent where no column has one.</summary>
    public IReadOnlyList<string?>? Qualifiers { get; init; }

    /// <summary>Number of columns at the end of <see cref="Schema"/> that are parameters of lambdas; they hide columns of the same name.</summary>
    public int Parameters { get; private init; }

    /// <summary>Resolves an expression; aliases are dropped.</summary>
    public BoundExpression Bind(SqlExpression expression)
    {
        if (expression.Origin is not { } origin)
        {
            return BindUnlocated(expression);
        }

        try
        {
            var bound = BindUnlocated(expression);
            bound.Origin ??= expression is CallExpression or CastExpression or ExtractExpression ? origin : null;
            return bound;
        }
        catch (StreamingException error) when (origin.OfAnalysis(error) is { } located)
        {
            throw located;
        }
    }

    private BoundExpression BindUnlocated(SqlExpression expression) => expression switch
    {
        AliasExpression alias => Bind(alias.Child),
        AttributeExpression attribute => BindAttribute(attribute),
        LiteralExpression literal => new BoundLiteral(literal.Value, literal.Type),
        CastExpression cast => Casts.Bind(Bind(cast.Child), cast.Type, cast.IsTry ? CastMode.Try : IsAnsi ? CastMode.Ansi : CastMode.Legacy, cast),
        CallExpression call => BindCall(call),
        UdfExpression udf => BoundUdf.Bind(udf, [.. udf.Children.Select(Bind)], this),
        CaseExpression branches => Conditions.BindCase(branches, this),
        ExtractExpression extract => Extraction.Bind(extract, Bind(extract.Child), extract.Key, this),
        LambdaExpression lambda => new BoundLambda(lambda),
        SortExpression sort => Bind(sort.Child),
        OverExpression => throw SqlErrors.Unsupported("A window function (OVER)"),
        InSubqueryExpression => throw SqlErrors.Unsupported("A subquery (IN (SELECT ...))"),
        _ => throw BindErrors.Make("INVALID_USAGE_OF_STAR_OR_REGEX", $"Invalid usage of '*' in expression `{expression.Sql}`.", "42000"),
    };

    /// <summary>Resolves an expression and says how the column is called.</summary>
    public (string Name, BoundExpression Bound) BindNamed(SqlExpression expression) => (NameOf(expression), Bind(expression));

    /// <summary>Resolves the body of a lambda over the columns followed by its parameters.</summary>
    public BoundExpression BindLambda(LambdaExpression lambda, IReadOnlyList<(DataType Type, bool Nullable)> parameters)
    {
        if (lambda.Parameters.Count != parameters.Count)
        {
            var error = BindErrors.Make(
                "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
                $"Invalid lambda function call. A higher order function expects {lambda.Parameters.Count} arguments, but got {parameters.Count}.",
                "42K0D");
            throw lambda.Origin?.OfAnalysis(error) ?? error;
        }

        var fields = Schema.Fields.Concat(lambda.Parameters.Select((name, i) => new StructField(name, parameters[i].Type, parameters[i].Nullable)));
        return new Binder(new StructType(fields), IsAnsi)
        {
            Qualifiers = Qualifiers is null ? null : [.. Qualifiers, .. lambda.Parameters.Select(_ => (string?)null)],
            Parameters = Parameters + lambda.Parameters.Count,
        }.Bind(lambda.Body);
    }

    /// <summary>The value as another type, as implicit casts do it.</summary>
    public BoundExpression Convert(BoundExpression expression, DataType type) =>
        expression.Type.SameType(type) ? expression : Casts.Bind(expression, type, IsAnsi ? CastMode.Ansi : CastMode.Legacy, null);

    /// <summary>Replaces <c>*</c> and <c>t.*</c> by the columns they stand for.</summary>
    public IReadOnlyList<SqlExpression> ExpandStars(IEnumerable<SqlExpression> expressions)
    {
        var result = new List<SqlExpression>();
        foreach (var expression in expressions)
        {
            if (expression is StarExpression star)
            {
                result.AddRange(Expand(star));
            }
            else
            {
                result.Add(expression);
            }
        }

        return result;
    }

    /// <summary>The name of the column that an expression without alias makes.</summary>
    public static string NameOf(SqlExpression expression) => expression switch
    {
        AliasExpression alias => alias.Names[0],
        AttributeExpression attribute => attribute.Parts[^1],
        CastExpression { Child: AttributeExpression or CastExpression or AliasExpression } cast => NameOf(cast.Child) is var name && cast.Child is CastExpression { Child: not (AttributeExpression or CastExpression or AliasExpression) } ? cast.Sql : name,
        _ => expression.Sql,
    };

    private BoundExpression BindCall(CallExpression call)
    {
        var definition = FunctionRegistry.Find(call.Function) ?? throw BindErrors.UnknownRoutine(call.Function);
        int count = call.Children.Count;
        if (count < definition.MinArguments || count > definition.MaxArguments)
        {
            throw BindErrors.WrongArguments(call.Function, Expected(definition), count);
        }

        return definition.Bind(new FunctionCall(call, [.. call.Children.Select(Bind)], this));
    }

    private static string Expected(FunctionDefinition definition) => definition.MaxArguments == int.MaxValue
        ? $"> {definition.MinArguments - 1}"
        : definition.MinArguments == definition.MaxArguments
            ? $"{definition.MinArguments}"
            : $"[{string.Join(", ", Enumerable.Range(definition.MinArguments, definition.MaxArguments - definition.MinArguments + 1))}]";
}
