namespace Streaming;

/// <summary>The rows of both inputs, whose columns have the same types in the same order.</summary>
public sealed class RowUnionNode : RowNode
{
    internal RowUnionNode(RowNode left, RowNode right, StructType schema)
        : base("Union", schema, left, right)
    {
        Left = left;
        Right = right;
    }

    /// <summary>One input; the names are its names.</summary>
    public RowNode Left { get; }

    /// <summary>The other.</summary>
    public RowNode Right { get; }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitRowUnion(this, argument);
}
