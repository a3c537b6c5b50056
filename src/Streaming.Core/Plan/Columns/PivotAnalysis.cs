namespace Streaming;

/// <summary>A pivot: an aggregation by the keys and the pivot column, and one by the keys over it that puts the values side by side.</summary>
internal static class PivotAnalysis
{
    public static RowNode Build(
        RowNode input, IReadOnlyList<NamedExpression> keys, SqlExpression column, IReadOnlyList<SqlExpression> values, IReadOnlyList<NamedExpression> aggregates, bool isAnsi)
    {
        const string Pivot = "\u0001pivot";
        var pivot = new NamedExpression(Pivot, column);
        var type = new Binder(input.Schema, isAnsi).Bind(column).Type;
        var inner = keys.Select((key, i) => key with { Name = $"\u0001pivot_key{i}" }).ToList();
        var parts = aggregates.Select((aggregate, i) => aggregate with { Name = $"\u0001pivot_value{i}" }).ToList();
        foreach (var aggregate in aggregates.Where(aggregate => !ExpressionRewriter.Any(aggregate.Expression, AggregateFunctions.IsAggregate)))
        {
            throw BindErrors.Make("UNSUPPORTED_FEATURE.PIVOT_EXPRESSION", $"Aggregate expression required for pivot, but '{aggregate.Expression.Sql}' did not appear in any aggregate function.", "42K0E");
        }

        var first = AggregateAnalysis.Build(
            input, [.. inner.Select((key, i) => keys[i]), pivot],
            [.. inner, pivot, .. parts], isAnsi);
        var outer = inner.Select((key, i) => new NamedExpression(keys[i].Name, new AttributeExpression(key.Name))).ToList();
        var columns = values.SelectMany(value => aggregates.Select((aggregate, i) =>
        {
            var wanted = new CallExpression("<=>", [new AttributeExpression(Pivot), new CastExpression(value, type)]);
            string shown = value is LiteralExpression { Value: null } ? "null" : value.Sql;
            return new NamedExpression(
                aggregates.Count == 1 ? shown : $"{shown}_{aggregate.Name}",
                new CallExpression("first", [new AttributeExpression(parts[i].Name), new LiteralExpression(true, DataTypes.Boolean)], isDistinct: false, wanted));
        }));
        return AggregateAnalysis.Build(first, outer, [.. outer, .. columns], isAnsi);
    }

}
