namespace Streaming;

/// <summary>Which nodes of a plan rows go through: bounded sides of joins and initial states are queries of their own.</summary>
internal static class FedNodes
{
    /// <summary>The nodes whose rows go through the query, inputs first.</summary>
    public static IReadOnlyList<LogicalNode> Of(LogicalNode root)
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
    public static IReadOnlyList<LogicalNode> InputsOf(LogicalNode node) => node switch
    {
        StaticJoinNode join => [join.Probed],
        IKeyedStateNode keyed => [keyed.RowInput],
        _ => node.Inputs,
    };
}
