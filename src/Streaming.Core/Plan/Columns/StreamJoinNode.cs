namespace Streaming;

/// <summary>A join of two streams: each side keeps its rows as long as the other may still bring partners.</summary>
public sealed class StreamJoinNode : JoinNode, IStreamJoinNode
{
    private readonly bool _mayKeepLeft;
    private readonly bool _mayKeepRight;

    internal StreamJoinNode(RowNode left, RowNode right, JoinType type, IReadOnlyList<JoinKey> keys, SqlExpression? residual, StructType schema, bool isAnsi)
        : base("StreamJoin", left, right, type, keys, residual, schema)
    {
        var bounds = new JoinTimeBounds(left.Schema, right.Schema, residual, isAnsi);
        int key = TimeKey(keys, left.Schema, right.Schema);
        Times = new JoinTimes(left.Schema.EventTimeColumn, right.Schema.EventTimeColumn, key, key < 0 ? bounds.OffsetOf(isLeft: true) : null, key < 0 ? bounds.OffsetOf(isLeft: false) : null);
        _mayKeepLeft = key >= 0 || bounds.OffsetOf(isLeft: true, needsEventTime: false) is not null;
        _mayKeepRight = key >= 0 || bounds.OffsetOf(isLeft: false, needsEventTime: false) is not null;
    }

    /// <summary>Until when rows are kept.</summary>
    internal JoinTimes Times { get; }

    JoinTimes IStreamJoinNode.Times => Times;

    bool IStreamJoinNode.HasKeys => Keys.Count > 0;

    bool IStreamJoinNode.HasBound => Type switch
    {
        JoinType.LeftOuter or JoinType.LeftSemi => _mayKeepLeft,
        JoinType.RightOuter => _mayKeepRight,
        JoinType.FullOuter => _mayKeepLeft || _mayKeepRight,
        _ => true,
    };

    /// <inheritdoc/>
    public string StateOperatorName => "symmetricHashJoin";

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => Times.Finishes ? Streaming.EmptyEpochs.WhenWatermarkAdvances : Streaming.EmptyEpochs.Never;

    /// <inheritdoc/>
    public long OutputWatermark(long inputMs) => Times.OutputWatermark(inputMs);

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitStreamJoin(this, argument);

    // As in Spark a key of the left side counts first; the other side's times are then bounded by it too.
    private static int TimeKey(IReadOnlyList<JoinKey> keys, StructType left, StructType right)
    {
        int found = Find(key => key.Left, left);
        return found >= 0 ? found : Find(key => key.Right, right);

        int Find(Func<JoinKey, SqlExpression> side, StructType schema)
        {
            var binder = new Binder(schema);
            for (int i = 0; i < keys.Count; i++)
            {
                if (side(keys[i]) is AttributeExpression { Parts.Count: 1 } attribute && schema.Fields[binder.Locate(attribute).Column].WatermarkDelayMs is not null)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
