namespace Streaming;

/// <summary>A step of a query as it was written: immutable, and free of anything that runs it.</summary>
public abstract class LogicalNode
{
    private protected LogicalNode(string name, params LogicalNode[] inputs)
    {
        Name = name;
        Inputs = inputs;
        IsStreaming = inputs.Any(input => input.IsStreaming);
    }

    /// <summary>The operation, for example <c>Map</c>.</summary>
    public string Name { get; }

    /// <summary>The nodes that this one reads, in order.</summary>
    public IReadOnlyList<LogicalNode> Inputs { get; }

    /// <summary>Whether rows go on coming; false where everything below is bounded data.</summary>
    public bool IsStreaming { get; private protected init; }

    /// <summary>The type of the rows that come out.</summary>
    public abstract Type RowType { get; }

    /// <summary>What distinguishes this node from others of its name, for <c>Explain</c>; empty where nothing does.</summary>
    public virtual string Detail => "";

    /// <summary>Lets a visitor see the node with its types.</summary>
    public abstract TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument);
}
