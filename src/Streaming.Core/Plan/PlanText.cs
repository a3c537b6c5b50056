using System.Text;

namespace Streaming;

/// <summary>A plan as text and as a Mermaid diagram.</summary>
public static class PlanText
{
    /// <summary>The plan as a tree, the last node first.</summary>
    public static string Of(LogicalNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var text = new StringBuilder("== Logical Plan ==\n");
        var numbers = Number(root);
        Append(text, root, numbers, "", "");
        return text.ToString();
    }

    /// <summary>The plan as a Mermaid flowchart, from the sources down.</summary>
    public static string Mermaid(LogicalNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var text = new StringBuilder("flowchart TD\n");
        var numbers = Number(root);
        foreach (var (node, number) in numbers.OrderBy(entry => entry.Value))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  n{number}[\"{Escape(Line(node, number))}\"]\n");
        }

        foreach (var (node, number) in numbers.OrderBy(entry => entry.Value))
        {
            foreach (var input in node.Inputs)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  n{numbers[input]} --> n{number}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Numbers of the nodes: inputs before what reads them, from 0. A node used twice has one number.</summary>
    internal static Dictionary<LogicalNode, int> Number(LogicalNode root)
    {
        var numbers = new Dictionary<LogicalNode, int>(ReferenceEqualityComparer.Instance);
        Visit(root);
        return numbers;

        void Visit(LogicalNode node)
        {
            if (numbers.ContainsKey(node))
            {
                return;
            }

            foreach (var input in node.Inputs)
            {
                Visit(input);
            }

            numbers.Add(node, numbers.Count);
        }
    }

    /// <summary>Name of an operator in errors and explanations, for example <c>Map#2</c>.</summary>
    internal static string NameOf(LogicalNode node, int number) => $"{node.Name}#{number}";

    private static void Append(StringBuilder text, LogicalNode node, Dictionary<LogicalNode, int> numbers, string first, string rest)
    {
        text.Append(first).Append(Line(node, numbers[node])).Append('\n');
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            bool last = i == node.Inputs.Count - 1;
            Append(text, node.Inputs[i], numbers, rest + (last ? "+- " : ":- "), rest + (last ? "   " : ":  "));
        }
    }

    private static string Line(LogicalNode node, int number)
    {
        string detail = node.Detail.Length == 0 ? "" : $" [{node.Detail}]";
        return $"{NameOf(node, number)}{detail} : {TypeNames.Of(node.RowType)}";
    }

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
