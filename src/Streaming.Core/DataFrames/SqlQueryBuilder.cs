namespace Streaming;

/// <summary>Turns a SELECT into the operations of DataFrames.</summary>
internal sealed class SqlQueryBuilder(StreamingSession session)
{
    public DataFrame Build(SelectStatement statement)
    {
        var frame = Part(statement);
        foreach (var union in statement.Unions)
        {
            frame = frame.Union(Part(union.Part));
            frame = union.IsAll ? frame : frame.Distinct();
        }

        if (statement.OrderBy.Count > 0)
        {
            frame = frame.Sort([.. statement.OrderBy.Select(key => new Column(key))]);
        }

        if (statement.Offset is not null)
        {
            throw Unsupported("OFFSET");
        }

        return statement.Limit switch
        {
            null => frame,
            LiteralExpression { Value: int count } => frame.Limit(count),
            var other => throw Unsupported($"LIMIT {other.Sql}"),
        };
    }

    private DataFrame Part(SelectStatement statement)
    {
        var frame = statement.From is { } relation ? From(relation) : throw Unsupported("SELECT without FROM");
        if (statement.Where is { } condition)
        {
            frame = frame.Filter(new Column(condition));
        }

        frame = statement.GroupBy is { } grouping ? Grouped(frame, grouping, statement)
            : statement.Having is not null ? throw Unsupported("HAVING without GROUP BY")
            : frame.Select([.. statement.Items.Select(item => new Column(item))]);
        return statement.IsDistinct ? frame.Distinct() : frame;
    }

    private DataFrame From(SqlRelation relation) => relation switch
    {
        SqlView view => Named(session.Table(string.Join('.', view.Name)), view.Alias ?? view.Name[^1]),
        SqlDerived derived => Named(Build(derived.Query), derived.Alias),
        SqlJoin join => join.Using.Count > 0 ? From(join.Left).Join(From(join.Right), join.Using, join.Type) : From(join.Left).JoinOn(From(join.Right), join.On, join.Type),
        _ => throw Unsupported(relation.GetType().Name),
    };

    private static DataFrame Named(DataFrame frame, string? alias) => alias is null ? frame : frame.Alias(alias);

    // A key may be the number or the alias of a result.
    private static DataFrame Grouped(DataFrame frame, SqlGrouping grouping, SelectStatement statement)
    {
        if (grouping.Kind != SqlGroupingKind.Plain)
        {
            throw Unsupported(grouping.Kind.ToString().ToUpperInvariant());
        }

        var items = statement.Items.Select(item => PlanAnalysis.Name(frame.Resolve(item))).ToList();
        var keys = grouping.Keys.Select(key => key switch
        {
            LiteralExpression { Value: int number } when number >= 1 && number <= items.Count => items[number - 1],
            AttributeExpression { Parts: [var name] } when !frame.Schema.Fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
                && items.Find(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase)) is { } item => item,
            _ => PlanAnalysis.Name(frame.Resolve(key)),
        }).ToList();
        if (statement.Having is not { } having)
        {
            return frame.With(AggregateAnalysis.Build(frame.Node, keys, items, frame.IsAnsi));
        }

        const string Hidden = "\u0001having";
        var condition = ExpressionRewriter.Replace(PlanAnalysis.CountAll(frame.Resolve(having)), part =>
            part is AttributeExpression { Parts: [var name] } && !frame.Schema.Fields.Any(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
                ? items.Find(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase))?.Expression
                : null);
        var all = frame.With(AggregateAnalysis.Build(frame.Node, keys, [.. items, new NamedExpression(Hidden, condition)], frame.IsAnsi));
        return all.Filter(new Column(new AttributeExpression(Hidden))).Drop(Hidden);
    }

    private static StreamingException Unsupported(string what) => new(
        "UNSUPPORTED_FEATURE", $"{what} is not supported by Sql(...) on streams. Build that part with the operations of DataFrame, or leave it out.");
}
