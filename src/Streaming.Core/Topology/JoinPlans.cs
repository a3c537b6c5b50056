namespace Streaming;

/// <summary>What a topology has to know about the joins of a plan.</summary>
internal static class JoinPlans
{
    /// <summary>The nodes whose rows go through the query, inputs first; bounded sides of joins are queries of their own.</summary>
    public static IReadOnlyList<LogicalNode> Fed(LogicalNode root)
    {
        var seen = new HashSet<LogicalNode>(ReferenceEqualityComparer.Instance);
        var nodes = new List<LogicalNode>();
        Visit(root);
        return nodes;

        void Visit(LogicalNode node)
        {
            if (!seen.Add(node))
            {
                return;
            }

            foreach (var input in InputsOf(node))
            {
                Visit(input);
            }

            nodes.Add(node);
        }
    }

    /// <summary>The nodes that hand rows to a node.</summary>
    public static IReadOnlyList<LogicalNode> InputsOf(LogicalNode node) => node is StaticJoinNode join ? [join.Probed] : node.Inputs;

    /// <summary>Names and types of a join.</summary>
    public static BoundJoin Bind(JoinNode node, bool isAnsi)
    {
        var left = new Binder(node.Left.Schema, isAnsi);
        var right = new Binder(node.Right.Schema, isAnsi);
        var both = new Binder(node.Columns, isAnsi);
        var keys = node.Keys.Select(key =>
        {
            var (first, second) = Operands.ForComparison(both, left.Bind(key.Left), right.Bind(key.Right));
            return new BoundJoinKey(first, second, key.MatchesNulls);
        });
        return new BoundJoin(node.Type, [.. keys], node.Residual is { } residual ? both.Bind(residual) : null, node.Left.Schema, node.Right.Schema, node.Columns);
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
