namespace Streaming;

/// <summary>A join of which at least one side is bounded data; that side is read whole, the rows of the other one go past it.</summary>
public sealed class StaticJoinNode : JoinNode
{
    internal StaticJoinNode(RowNode left, RowNode right, JoinType type, IReadOnlyList<JoinKey> keys, SqlExpression? residual, StructType schema)
        : base("Join", left, right, type, keys, residual, schema)
    {
    }

    /// <summary>Whether the left side is the one that is read whole.</summary>
    public bool IsLeftBuilt => Right.IsStreaming;

    /// <summary>The side that is read whole.</summary>
    public RowNode Built => IsLeftBuilt ? Left : Right;

    /// <summary>The side whose rows go past it.</summary>
    public RowNode Probed => IsLeftBuilt ? Right : Left;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitStaticJoin(this, argument);
}
