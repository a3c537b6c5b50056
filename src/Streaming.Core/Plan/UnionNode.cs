namespace Streaming;

/// <summary>The rows of several inputs.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class UnionNode<T> : LogicalNode<T>
{
    internal UnionNode(LogicalNode<T> left, LogicalNode<T> right)
        : base("Union", left, right)
    {
        Left = left;
        Right = right;
    }

    /// <summary>The first input.</summary>
    public LogicalNode<T> Left { get; }

    /// <summary>The second input.</summary>
    public LogicalNode<T> Right { get; }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitUnion(this, argument);
}
