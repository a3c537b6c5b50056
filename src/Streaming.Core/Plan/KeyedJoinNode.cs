namespace Streaming;

/// <summary>A join of two streams of records with equal keys, and with times that lie within a window where there is one.</summary>
/// <typeparam name="TLeft">Records of the left side.</typeparam>
/// <typeparam name="TRight">Records of the right side.</typeparam>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TOut">Rows that go out.</typeparam>
public sealed class KeyedJoinNode<TLeft, TRight, TKey, TOut> : LogicalNode<TOut>, IStreamJoinNode
{
    internal KeyedJoinNode(
        JoinType type, LogicalNode<TLeft> left, LogicalNode<TRight> right, Func<TLeft, TKey> leftKey, Func<TRight, TKey> rightKey,
        Func<Partner<TLeft>, Partner<TRight>, TOut> result, JoinWindow? window, JoinOptions<TLeft, TRight, TKey> options)
        : base("Join", left, right)
    {
        Type = type;
        Left = left;
        Right = right;
        LeftKey = leftKey;
        RightKey = rightKey;
        Result = result;
        Window = window;
        Options = options;

        // With a window and both sides' watermarks a row is finished when no row of the other side can come within the window: the bound itself still may.
        bool hasBoth = HasWatermark(left) && HasWatermark(right);
        Times = new JoinTimes(
            HasWatermark(left) ? 0 : -1, HasWatermark(right) ? 0 : -1, -1,
            hasBoth && window is not null ? Floor(-window.To) - 1 : null,
            hasBoth && window is not null ? Floor(window.From) - 1 : null);
    }

    /// <summary>Which rows come out.</summary>
    public JoinType Type { get; }

    /// <summary>Left side.</summary>
    public LogicalNode<TLeft> Left { get; }

    /// <summary>Right side.</summary>
    public LogicalNode<TRight> Right { get; }

    /// <summary>The key of a record of the left side.</summary>
    public Func<TLeft, TKey> LeftKey { get; }

    /// <summary>The key of a record of the right side.</summary>
    public Func<TRight, TKey> RightKey { get; }

    /// <summary>Makes a row of a pair, or of a record without a partner.</summary>
    public Func<Partner<TLeft>, Partner<TRight>, TOut> Result { get; }

    /// <summary>How far the times of a pair may lie apart; null: any distance.</summary>
    public JoinWindow? Window { get; }

    /// <summary>How keys and records are written.</summary>
    public JoinOptions<TLeft, TRight, TKey> Options { get; }

    /// <inheritdoc/>
    public string StateOperatorName => "symmetricHashJoin";

    /// <inheritdoc/>
    public override string Detail => $"{Type}, key {TypeNames.Of(typeof(TKey))}{(Window is null ? "" : $", {Window}")}";

    bool IStreamJoinNode.HasKeys => true;

    bool IStreamJoinNode.HasBound => Type == JoinType.Inner || Times.Finishes;

    JoinTimes IStreamJoinNode.Times => Times;

    internal JoinTimes Times { get; }

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => Times.Finishes ? Streaming.EmptyEpochs.WhenWatermarkAdvances : Streaming.EmptyEpochs.Never;

    /// <inheritdoc/>
    public long OutputWatermark(long inputMs) => Times.OutputWatermark(inputMs);

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitKeyedJoin(this, argument);

    private static bool HasWatermark(LogicalNode node) => node is IWatermarkNode || node.Inputs.Any(HasWatermark);

    private static long Floor(TimeSpan time) => (long)Math.Floor(time.TotalMilliseconds);
}
