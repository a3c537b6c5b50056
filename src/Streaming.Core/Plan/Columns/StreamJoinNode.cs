namespace Streaming;

/// <summary>A join of two streams: each side keeps its rows as long as the other may still bring partners.</summary>
public sealed class StreamJoinNode : JoinNode, IStatefulNode
{
    internal StreamJoinNode(RowNode left, RowNode right, JoinType type, IReadOnlyList<JoinKey> keys, SqlExpression? residual, StructType schema)
        : base("StreamJoin", left, right, type, keys, residual, schema)
    {
    }

    /// <inheritdoc/>
    public string StateOperatorName => "symmetricHashJoin";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitStreamJoin(this, argument);
}
