namespace Streaming;

/// <summary>
/// Puts filters that were written behind a watermark below it, as Spark does: rows that they drop then do not move the watermark. A condition on the event time itself stays.
/// Plans without a watermark are left as they were written.
/// </summary>
internal static class FilterPushDown
{
    /// <summary>The rows of a node for which a condition is true.</summary>
    public static RowNode Filter(RowNode input, SqlExpression condition, bool isAnsi)
    {
        if (!HasWatermark(input))
        {
            return new FilterExpressionNode(input, condition);
        }

        var kept = new List<SqlExpression>();
        bool isOrdered = false; // behind a condition that is not deterministic nothing may move
        foreach (var part in Parts(condition))
        {
            isOrdered |= !new Binder(input.Schema, isAnsi).Bind(part).IsDeterministic;
            if (!isOrdered && Push(input, part, isAnsi) is { } pushed)
            {
                input = pushed;
            }
            else
            {
                kept.Add(part);
            }
        }

        return kept.Count == 0 ? input : new FilterExpressionNode(input, kept.Aggregate((left, right) => new CallExpression("AND", [left, right])));
    }

    private static IEnumerable<SqlExpression> Parts(SqlExpression condition) =>
        condition is CallExpression { Children: [var left, var right] } call && call.Function.Equals("AND", StringComparison.OrdinalIgnoreCase) ? Parts(left).Concat(Parts(right)) : [condition];

    // The node with the condition below a watermark; null where there is none that it may pass.
    private static RowNode? Push(RowNode node, SqlExpression condition, bool isAnsi)
    {
        switch (node)
        {
            case RowWatermarkNode watermark:
                return Uses(node, condition, isAnsi).Contains(watermark.EventTimeColumn)
                    ? null
                    : new RowWatermarkNode(PushOrFilter(watermark.Input, condition, isAnsi), watermark.EventTimeColumn, watermark.DelayMs, watermark.Options);
            case FilterExpressionNode filter:
                return new Binder(filter.Input.Schema, isAnsi).Bind(filter.Condition).IsDeterministic && Push(filter.Input, condition, isAnsi) is { } filtered
                    ? new FilterExpressionNode(filtered, filter.Condition)
                    : null;
            case ProjectNode project:
                var binder = new Binder(project.Input.Schema, isAnsi);
                return project.Expressions.All(named => binder.Bind(named.Expression).IsDeterministic) && Push(project.Input, Over(node, condition, column => project.Expressions[column].Expression, isAnsi), isAnsi) is { } projected
                    ? new ProjectNode(projected, project.Expressions, project.Schema)
                    : null;
            case WindowNode window:
                return Only(window, condition, window.Input.Schema.Fields.Count, isAnsi) && Push(window.Input, condition, isAnsi) is { } windowed ? WindowNode.Create(windowed, window.Window, isAnsi) : null;
            case GenerateNode generate:
                return Only(generate, condition, generate.Input.Schema.Fields.Count, isAnsi) && Push(generate.Input, condition, isAnsi) is { } generated
                    ? new GenerateNode(generated, generate.Generator, generate.Schema)
                    : null;
            case AggregateNode aggregate:
                return Only(aggregate, condition, aggregate.Keys.Count, isAnsi) && Push(aggregate.Input, Over(node, condition, column => aggregate.Keys[column].Expression, isAnsi), isAnsi) is { } grouped
                    ? new AggregateNode(grouped, aggregate.Keys, aggregate.Aggregates, aggregate.Schema)
                    : null;
            case JoinNode join:
                return JoinAnalysis.Below(join, condition, isAnsi);
            case RowUnionNode union:
                var (left, right) = (OverInput(union.Left), OverInput(union.Right));
                return HasWatermark(union.Left) || HasWatermark(union.Right)
                    ? new RowUnionNode(PushOrFilter(union.Left, left, isAnsi), PushOrFilter(union.Right, right, isAnsi), union.Schema)
                    : null;
            default:
                return null;
        }

        SqlExpression OverInput(RowNode side) => Over(node, condition, column => ColumnReferences.To(side.Schema, column), isAnsi);
    }

    private static RowNode PushOrFilter(RowNode node, SqlExpression condition, bool isAnsi) => Push(node, condition, isAnsi) ?? new FilterExpressionNode(node, condition);

    private static bool HasWatermark(LogicalNode node) => node is IWatermarkNode || node.Inputs.Any(HasWatermark);

    private static IEnumerable<int> Uses(RowNode node, SqlExpression condition, bool isAnsi) => ColumnReferences.Columns(ColumnReferences.Pin(condition, new Binder(node.Schema, isAnsi)));

    // A condition on some of the first columns, and on one at least.
    private static bool Only(RowNode node, SqlExpression condition, int columns, bool isAnsi)
    {
        var used = Uses(node, condition, isAnsi).ToList();
        return used.Count > 0 && used.TrueForAll(column => column < columns);
    }

    private static SqlExpression Over(RowNode node, SqlExpression condition, Func<int, SqlExpression> expression, bool isAnsi)
    {
        var binder = new Binder(node.Schema, isAnsi);
        return ColumnReferences.Map(condition, attribute =>
        {
            var (column, used) = binder.Locate(attribute);
            var below = expression(column);
            var fields = attribute.Parts.Skip(used).ToList();
            return below is AttributeExpression known && fields.Count > 0
                ? new AttributeExpression(known.Parts.Concat(fields)) { Ordinal = known.Ordinal }
                : fields.Aggregate(below, (value, field) => new ExtractExpression(value, new LiteralExpression(field, DataTypes.String)));
        });
    }
}
