namespace Streaming;

/// <summary>Changes trees of expressions, and compares them.</summary>
internal static class ExpressionRewriter
{
    /// <summary>The tree with some parts replaced: the function returns the replacement of a node, or null to look inside it.</summary>
    public static SqlExpression Replace(SqlExpression expression, Func<SqlExpression, SqlExpression?> replacement)
    {
        if (replacement(expression) is { } replaced)
        {
            return replaced;
        }

        if (expression.Children.Count == 0)
        {
            return expression;
        }

        var children = expression.Children.Select(child => Replace(child, replacement)).ToArray();
        var filter = expression is CallExpression { Filter: { } old } ? Replace(old, replacement) : null;
        if (children.SequenceEqual(expression.Children, ReferenceEqualityComparer.Instance) && (expression is not CallExpression same || ReferenceEquals(same.Filter, filter)))
        {
            return expression;
        }

        SqlExpression changed = expression switch
        {
            AliasExpression alias => new AliasExpression(children[0], alias.Names),
            CallExpression call => new CallExpression(call.Function, children, call.IsDistinct, filter),
            UdfExpression udf => new UdfExpression(udf.Definition, children),
            CastExpression cast => new CastExpression(children[0], cast.Type, cast.IsTry),
            CaseExpression @case => new CaseExpression(
                Enumerable.Range(0, children.Length / 2).Select(i => (children[i * 2], children[(i * 2) + 1])), @case.HasElse ? children[^1] : null),
            ExtractExpression => new ExtractExpression(children[0], children[1]),
            LambdaExpression lambda => new LambdaExpression(children[0], lambda.Parameters),
            OverExpression over => new OverExpression(children, over.Partitions),
            InSubqueryExpression subquery => new InSubqueryExpression(children[0], subquery.Query),
            SortExpression sort => new SortExpression(children[0], sort.IsDescending, sort.NullsFirst),
            _ => expression,
        };
        return changed.At(expression.Origin);
    }

    public static bool Any(SqlExpression expression, Func<SqlExpression, bool> condition) =>
        condition(expression) || expression.Children.Any(child => Any(child, condition)) || (expression is CallExpression { Filter: { } filter } && Any(filter, condition));

    /// <summary>The same operations on the same columns; names are compared without regard to case.</summary>
    public static bool AreEqual(SqlExpression left, SqlExpression right)
    {
        bool same = (left, right) switch
        {
            (AttributeExpression a, AttributeExpression b) => a.Parts.SequenceEqual(b.Parts, StringComparer.OrdinalIgnoreCase) && (a.Ordinal == b.Ordinal || a.Ordinal < 0 || b.Ordinal < 0),
            (LiteralExpression a, LiteralExpression b) => a.Type == b.Type && RowValues.AreEqual(a.Value, b.Value),
            (CallExpression a, CallExpression b) => string.Equals(a.Function, b.Function, StringComparison.OrdinalIgnoreCase) && a.IsDistinct == b.IsDistinct
                && (a.Filter is null) == (b.Filter is null) && (a.Filter is null || AreEqual(a.Filter, b.Filter!)),
            (UdfExpression a, UdfExpression b) => a.Definition == b.Definition && a.Definition.IsDeterministic,
            (CastExpression a, CastExpression b) => a.Type == b.Type && a.IsTry == b.IsTry,
            (LambdaExpression a, LambdaExpression b) => a.Parameters.SequenceEqual(b.Parameters),
            (AliasExpression a, AliasExpression b) => a.Names.SequenceEqual(b.Names),
            (SortExpression a, SortExpression b) => a.IsDescending == b.IsDescending && a.NullsFirst == b.NullsFirst,
            _ => left.GetType() == right.GetType(),
        };
        return same && left.Children.Count == right.Children.Count && left.Children.Zip(right.Children).All(pair => AreEqual(pair.First, pair.Second));
    }
}
