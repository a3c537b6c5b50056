using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>How a plan is run, as text: sources, fused stages, exchanges, stateful operators, sink.</summary>
internal static class TopologyText
{
    public static string Of(QueryTopology topology)
    {
        var text = new StringBuilder("== Physical Plan ==\n");
        text.Append(CultureInfo.InvariantCulture, $"{topology.Workers} worker(s), {topology.Partitioner.Partitions} state partitions\n");
        text.Append(CultureInfo.InvariantCulture, $"Sink [{topology.Sinks[0].Description}], {topology.Plan.OutputMode} mode\n");
        Append(text, topology, topology.Plan.Root, "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, QueryTopology topology, LogicalNode node, string indent)
    {
        var fused = new List<LogicalNode>();
        while (node is not (ISourceNode or IStatefulNode or SortNode or ILimitNode) && node.Inputs.Count == 1 && node is not RowRepartitionNode && node.Name != "Repartition")
        {
            fused.Add(node);
            node = node.Inputs[0];
        }

        if (fused.Count > 0)
        {
            fused.Reverse();
            text.Append(CultureInfo.InvariantCulture, $"{indent}+- Stage [{string.Join(" -> ", fused.Select(topology.NameOf))}]\n");
            indent += "   ";
        }

        if (node is ISourceNode)
        {
            string description = topology.SourceIndexes.TryGetValue(node, out int index) ? topology.Sources[index].Description : node.Detail;
            text.Append(CultureInfo.InvariantCulture, $"{indent}+- {topology.NameOf(node)} [{description}]\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"{indent}+- {topology.NameOf(node)}{(node.Detail.Length > 0 ? $" [{node.Detail}]" : "")}\n");
        indent += "   ";
        if (topology.Workers > 1 && node is IStatefulNode or SortNode or ILimitNode or RowRepartitionNode or { Name: "Repartition" })
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}+- Exchange [{node switch
            {
                ILimitNode or SortNode => "to the first worker",
                IStatefulNode or RowRepartitionNode { Keys.Count: > 0 } => "by key",
                RowRepartitionNode { IsCoalesce: true } => "together",
                _ => "round robin",
            }}, in process]\n");
            indent += "   ";
        }

        foreach (var input in node.Inputs)
        {
            Append(text, topology, input, indent);
        }
    }
}
