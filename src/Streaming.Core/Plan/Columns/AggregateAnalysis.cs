namespace Streaming;

/// <summary>Takes a list of results apart into keys, aggregates, and what is computed from them.</summary>
internal sealed class AggregateAnalysis(RowNode input, bool isAnsi)
{
    private readonly Binder _binder = new(input.Schema, isAnsi);
    private readonly List<(NamedExpression Named, BoundExpression Bound)> _keys = [];
    private readonly List<(NamedExpression Named, BoundExpression Bound)> _aggregates = [];

    /// <summary>The aggregation, and the projection over it that gives the results, which may hold keys and aggregates inside other expressions.</summary>
    public static RowNode Build(RowNode input, IReadOnlyList<NamedExpression> keys, IReadOnlyList<NamedExpression> results, bool isAnsi) =>
        new AggregateAnalysis(input, isAnsi).Build(keys, results);

    private RowNode Build(IReadOnlyList<NamedExpression> keys, IReadOnlyList<NamedExpression> results)
    {
        foreach (var key in keys)
        {
            if (ExpressionRewriter.Any(key.Expression, AggregateFunctions.IsAggregate))
            {
                throw new StreamingException("GROUP_BY_AGGREGATE", $"[GROUP_BY_AGGREGATE] Aggregate functions are not allowed in GROUP BY, but found {key.Expression.Sql}. SQLSTATE: 42903") { SqlState = "42903" };
            }

            _keys.Add((key, _binder.Bind(key.Expression)));
        }

        var projected = results.Select(result => new NamedExpression(result.Name, Rewrite(result.Expression))).ToList();
        var schema = new StructType(_keys.Select((key, i) => new StructField(KeyName(i), key.Bound.Type, key.Bound.Nullable) { WatermarkDelayMs = EventTimeAnalysis.DelayOf(key.Bound, input.Schema) })
            .Concat(_aggregates.Select((aggregate, i) => new StructField(AggregateName(i), aggregate.Bound.Type, aggregate.Bound.Nullable))));
        var node = new AggregateNode(input, [.. _keys.Select(key => key.Named)], [.. _aggregates.Select(aggregate => aggregate.Named)], schema);
        return PlanAnalysis.Project(node, projected, isAnsi);
    }

    private SqlExpression Rewrite(SqlExpression expression) => ExpressionRewriter.Replace(expression, part =>
    {
        for (int i = 0; i < _keys.Count; i++)
        {
            if (ExpressionRewriter.AreEqual(part, _keys[i].Named.Expression))
            {
                return new AttributeExpression(KeyName(i));
            }
        }

        if (AggregateFunctions.IsAggregate(part))
        {
            return new AttributeExpression(AggregateName(IndexOf((CallExpression)part)));
        }

        return part is AttributeExpression column ? Missing(column) : null;
    });

    private SqlExpression Missing(AttributeExpression column)
    {
        _binder.Bind(column); // a name that does not exist is the worse error
        if (_keys.Count == 0)
        {
            throw new StreamingException("MISSING_GROUP_BY", "[MISSING_GROUP_BY] The query does not include a GROUP BY clause. Add GROUP BY or turn it into the window functions using OVER clauses. SQLSTATE: 42803") { SqlState = "42803" };
        }

        throw new StreamingException(
            "MISSING_AGGREGATION",
            $"[MISSING_AGGREGATION] The non-aggregating expression \"{column.Sql}\" is based on columns which are not participating in the GROUP BY clause.\n"
            + $"Add the columns or the expression to the GROUP BY, aggregate the expression, or use \"any_value({column.Sql})\" if you do not care which of the values within a group is returned. SQLSTATE: 42803")
        { SqlState = "42803" };
    }

    private int IndexOf(CallExpression call)
    {
        if (call.Children.Any(argument => ExpressionRewriter.Any(argument, AggregateFunctions.IsAggregate)))
        {
            throw new StreamingException("NESTED_AGGREGATE_FUNCTION", "[NESTED_AGGREGATE_FUNCTION] It is not allowed to use an aggregate function in the argument of another aggregate function. Please use the inner aggregate function in a sub-query. SQLSTATE: 42607") { SqlState = "42607" };
        }

        var counted = (CallExpression)PlanAnalysis.CountAll(call);
        int known = _aggregates.FindIndex(aggregate => ExpressionRewriter.AreEqual(aggregate.Named.Expression, counted));
        if (known >= 0)
        {
            return known;
        }

        if (counted.Filter is { } filter)
        {
            _binder.Bind(filter);
        }

        _aggregates.Add((new NamedExpression(call.Sql, counted), _binder.Bind(new CallExpression(counted.Function, counted.Children, counted.IsDistinct))));
        return _aggregates.Count - 1;
    }

    // No column of a user has such a name.
    private static string KeyName(int index) => $"\u0001key{index}";

    private static string AggregateName(int index) => $"\u0001aggregate{index}";
}
