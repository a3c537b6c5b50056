namespace Streaming;

/// <summary>Takes a list of results apart into keys, aggregates, and what is computed from them.</summary>
internal sealed class AggregateAnalysis
{
    private readonly RowNode _input;
    private readonly bool _isAnsi;
    private readonly bool _hasSets;
    private readonly Binder _binder;

    // Match: what results call the key; Named: how it is computed.
    private readonly List<(SqlExpression Match, NamedExpression Named, BoundExpression Bound)> _keys = [];
    private readonly List<(NamedExpression Named, BoundExpression Bound)> _aggregates = [];

    private AggregateAnalysis(RowNode input, IReadOnlyList<NamedExpression> keys, IReadOnlyList<IReadOnlyList<int>>? sets, bool isAnsi)
    {
        var aggregate = keys.FirstOrDefault(key => ExpressionRewriter.Any(key.Expression, AggregateFunctions.IsAggregate));
        if (aggregate is not null)
        {
            throw BindErrors.Make("GROUP_BY_AGGREGATE", $"Aggregate functions are not allowed in GROUP BY, but found {aggregate.Expression.Sql}.", "42903");
        }

        _isAnsi = isAnsi;
        _hasSets = sets is not null;
        _input = sets is null ? input : GroupingSets.Expand(input, keys, sets, isAnsi);
        _binder = new Binder(_input.Schema, isAnsi);
        foreach (var (i, key) in keys.Index())
        {
            var named = sets is null ? key : new NamedExpression(key.Name, ColumnReferences.To(_input.Schema, input.Schema.Fields.Count + i));
            _keys.Add((key.Expression, named, _binder.Bind(named.Expression)));
        }

        // Sets that leave out the same keys stay apart by their number.
        for (int i = keys.Count; sets is not null && i < keys.Count + (GroupingSets.HasEqual(sets) ? 2 : 1); i++)
        {
            var column = ColumnReferences.To(_input.Schema, input.Schema.Fields.Count + i);
            _keys.Add((column, new NamedExpression(_input.Schema.Fields[input.Schema.Fields.Count + i].Name, column), _binder.Bind(column)));
        }
    }

    /// <summary>The aggregation, and the projection over it that gives the results, which may hold keys and aggregates inside other expressions.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="results">What comes out.</param>
    /// <param name="isAnsi">Whether overflow and the like are errors.</param>
    /// <param name="sets">The grouping sets as places of keys; null groups by all keys.</param>
    public static RowNode Build(RowNode input, IReadOnlyList<NamedExpression> keys, IReadOnlyList<NamedExpression> results, bool isAnsi, IReadOnlyList<IReadOnlyList<int>>? sets = null)
    {
        IReadOnlyList<NamedExpression>[] lists = [keys, results];
        input = WindowAnalysis.Extract(input, isAnsi, lists);
        return new AggregateAnalysis(input, lists[0], sets, isAnsi).Build(lists[1]);
    }

    private RowNode Build(IReadOnlyList<NamedExpression> results)
    {
        var projected = results.Select(result => new NamedExpression(result.Name, Rewrite(result.Expression))).ToList();
        var schema = new StructType(_keys.Select((key, i) => EventTimeAnalysis.Field(KeyName(i), key.Named.Expression, key.Bound, _input.Schema))
            .Concat(_aggregates.Select((aggregate, i) => new StructField(AggregateName(i), aggregate.Bound.Type, aggregate.Bound.Nullable))));
        var aggregates = _aggregates.Select(aggregate => aggregate.Named).ToList();
        int session = _keys.FindIndex(key => schema.Fields[_keys.IndexOf(key)].WindowMark == WindowFunctions.SessionMark && IsSession(key.Bound));
        if (session < 0)
        {
            return PlanAnalysis.Project(new AggregateNode(_input, [.. _keys.Select(key => key.Named)], aggregates, schema), projected, _isAnsi);
        }

        // The session comes behind the other keys.
        var others = Enumerable.Range(0, _keys.Count).Where(i => i != session).ToList();
        var sessions = new StructType(others.Append(session).Concat(Enumerable.Range(_keys.Count, aggregates.Count)).Select(i => schema.Fields[i]));
        return PlanAnalysis.Project(new SessionAggregateNode(_input, [.. others.Select(i => _keys[i].Named)], _keys[session].Named, aggregates, sessions), projected, _isAnsi);
    }

    // A session of the rows right below; one that was merged already is a key like others.
    private bool IsSession(BoundExpression key) => key is BoundColumn column && _input is WindowNode window && column.Index == window.Input.Schema.Fields.Count;

    private SqlExpression Rewrite(SqlExpression expression) => ExpressionRewriter.Replace(expression, part =>
    {
        for (int i = 0; i < _keys.Count; i++)
        {
            if (ExpressionRewriter.AreEqual(part, _keys[i].Match))
            {
                return new AttributeExpression(KeyName(i));
            }
        }

        if (part is CallExpression unknown && FunctionRegistry.Find(unknown.Function) is null)
        {
            throw BindErrors.UnknownRoutine(unknown.Function); // a function that does not exist is the worse error
        }

        if (_hasSets && part is CallExpression call && GroupingSets.Rewrite(call, [.. _keys.TakeWhile(key => key.Named.Name != GroupingSets.Id).Select(key => key.Match)]) is { } id)
        {
            return ExpressionRewriter.Replace(id, inner => inner is AttributeExpression ? new AttributeExpression(KeyName(_keys.FindIndex(key => key.Named.Name == GroupingSets.Id))) : null);
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

        _aggregates.Add((new NamedExpression(call.Sql, counted), _binder.Bind(new CallExpression(counted.Function, counted.Children, counted.IsDistinct).At(counted.Origin))));
        return _aggregates.Count - 1;
    }

    // No column of a user has such a name.
    private static string KeyName(int index) => $"\u0001key{index}";

    private static string AggregateName(int index) => $"\u0001aggregate{index}";
}
