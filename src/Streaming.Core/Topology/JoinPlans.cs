namespace Streaming;

/// <summary>What a topology has to know about the joins of a plan.</summary>
internal static class JoinPlans
{
    /// <summary>Names and types of a join.</summary>
    public static BoundJoin Bind(JoinNode node, bool isAnsi)
    {
        var left = new Binder(node.Left.Schema, isAnsi);
        var right = new Binder(node.Right.Schema, isAnsi);
        var both = new Binder(node.Columns, isAnsi);
        var keys = node.Keys.Select(key =>
        {
            var (ownLeft, ownRight) = (left.Bind(key.Left), right.Bind(key.Right));
            var (first, second) = Operands.ForComparison(both, ownLeft, ownRight);
            if (first != ownLeft)
            {
                first.Origin ??= key.Origin;
            }

            if (second != ownRight)
            {
                second.Origin ??= key.Origin;
            }

            return new BoundJoinKey(first, second, key.MatchesNulls);
        });
        return new BoundJoin(node.Type, [.. keys], node.Residual is { } residual ? both.Bind(residual) : null, node.Left.Schema, node.Right.Schema, node.Columns);
    }

    /// <summary>A join of two streams: what one side alone must meet is asked before its rows are kept.</summary>
    public static BoundJoin Bind(StreamJoinNode node, bool isAnsi)
    {
        var both = new Binder(node.Columns, isAnsi);
        int leftColumns = node.Left.Schema.Fields.Count;
        var parts = node.Residual is { } residual ? JoinAnalysis.Split(ColumnReferences.Pin(residual, both)).ToList() : [];
        var left = parts.Where(part => Decides(part, column => column < leftColumns)).ToList();
        var right = parts.Where(part => Decides(part, column => column >= leftColumns)).ToList();
        return Bind((JoinNode)node, isAnsi) with
        {
            LeftFilter = All(left, node.Left.Schema, 0),
            RightFilter = All(right, node.Right.Schema, leftColumns),
            Residual = All([.. parts.Except(left).Except(right)], node.Columns, 0),
        };

        bool Decides(SqlExpression part, Func<int, bool> isOfSide)
        {
            var columns = ColumnReferences.Columns(part).ToList();
            return columns.Count > 0 && columns.All(isOfSide) && both.Bind(part).IsDeterministic;
        }

        BoundExpression? All(IReadOnlyList<SqlExpression> conditions, StructType schema, int first) => conditions.Count == 0
            ? null
            : new Binder(schema, isAnsi).Bind(ColumnReferences.Narrow(conditions.Aggregate((all, next) => new CallExpression("AND", [all, next])), schema, first));
    }

    /// <summary>Whether bounded data is the same in every epoch: rows in memory and what is computed from them alone.</summary>
    public static bool IsConstant(RowNode node, bool isAnsi) => node switch
    {
        LocalRelationNode or RangeNode => true,
        ProjectNode project => project.Expressions.All(named => new Binder(project.Input.Schema, isAnsi).Bind(named.Expression).IsDeterministic) && IsConstant(project.Input, isAnsi),
        FilterExpressionNode filter => new Binder(filter.Input.Schema, isAnsi).Bind(filter.Condition).IsDeterministic && IsConstant(filter.Input, isAnsi),
        _ => false,
    };
}
