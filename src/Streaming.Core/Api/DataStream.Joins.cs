namespace Streaming;

/// <content>Joins with another stream.</content>
public sealed partial class DataStream<T>
{
    /// <summary>Pairs of records of both streams with equal keys.</summary>
    /// <remarks>
    /// Each record is kept until no record of the other stream can be its partner any more: that needs a window and <see cref="WithWatermark"/> on both streams, else records are kept for ever.
    /// A pair's event time is the later of both. Null keys equal nothing.
    /// </remarks>
    /// <example>
    /// <code>
    /// var paid = orders.WithWatermark(order => order.Time, "1 minute")
    ///     .Join(payments.WithWatermark(payment => payment.Time, "1 minute"), order => order.Id, payment => payment.OrderId, (order, payment) => (order.Id, payment.Amount), JoinWindow.Within("1 hour"));
    /// </code>
    /// </example>
    /// <typeparam name="TRight">Records of the other stream.</typeparam>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TOut">The result.</typeparam>
    /// <param name="right">The other stream.</param>
    /// <param name="leftKey">The key of a record of this stream.</param>
    /// <param name="rightKey">The key of a record of the other stream.</param>
    /// <param name="result">Makes a result of a pair.</param>
    /// <param name="window">How far the event times of a pair may lie apart; null: any distance.</param>
    /// <param name="options">How keys and records are kept in state.</param>
    public DataStream<TOut> Join<TRight, TKey, TOut>(
        DataStream<TRight> right, Func<T, TKey> leftKey, Func<TRight, TKey> rightKey, Func<T, TRight, TOut> result, JoinWindow? window = null, JoinOptions<T, TRight, TKey>? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Joined(JoinType.Inner, right, leftKey, rightKey, (l, r) => result(l.Value, r.Value), window, options);
    }

    /// <summary>As <see cref="Join"/>, and each record of this stream that found no partner, once its time is over by the window and the watermark.</summary>
    /// <typeparam name="TRight">Records of the other stream.</typeparam>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TOut">The result.</typeparam>
    /// <param name="right">The other stream.</param>
    /// <param name="leftKey">The key of a record of this stream.</param>
    /// <param name="rightKey">The key of a record of the other stream.</param>
    /// <param name="result">Makes a result of a record and its partner, if it has one.</param>
    /// <param name="window">How far the event times of a pair may lie apart.</param>
    /// <param name="options">How keys and records are kept in state.</param>
    public DataStream<TOut> LeftJoin<TRight, TKey, TOut>(
        DataStream<TRight> right, Func<T, TKey> leftKey, Func<TRight, TKey> rightKey, Func<T, Partner<TRight>, TOut> result, JoinWindow window, JoinOptions<T, TRight, TKey>? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(window);
        return Joined(JoinType.LeftOuter, right, leftKey, rightKey, (l, r) => result(l.Value, r), window, options);
    }

    /// <summary>As <see cref="LeftJoin"/> with the sides exchanged.</summary>
    /// <typeparam name="TRight">Records of the other stream.</typeparam>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TOut">The result.</typeparam>
    /// <param name="right">The other stream.</param>
    /// <param name="leftKey">The key of a record of this stream.</param>
    /// <param name="rightKey">The key of a record of the other stream.</param>
    /// <param name="result">Makes a result of a record of the other stream and its partner, if it has one.</param>
    /// <param name="window">How far the event times of a pair may lie apart.</param>
    /// <param name="options">How keys and records are kept in state.</param>
    public DataStream<TOut> RightJoin<TRight, TKey, TOut>(
        DataStream<TRight> right, Func<T, TKey> leftKey, Func<TRight, TKey> rightKey, Func<Partner<T>, TRight, TOut> result, JoinWindow window, JoinOptions<T, TRight, TKey>? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(window);
        return Joined(JoinType.RightOuter, right, leftKey, rightKey, (l, r) => result(l, r.Value), window, options);
    }

    /// <summary>Pairs, and the records of both streams that found no partner.</summary>
    /// <typeparam name="TRight">Records of the other stream.</typeparam>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <typeparam name="TOut">The result.</typeparam>
    /// <param name="right">The other stream.</param>
    /// <param name="leftKey">The key of a record of this stream.</param>
    /// <param name="rightKey">The key of a record of the other stream.</param>
    /// <param name="result">Makes a result of a pair, or of a record without a partner.</param>
    /// <param name="window">How far the event times of a pair may lie apart.</param>
    /// <param name="options">How keys and records are kept in state.</param>
    public DataStream<TOut> FullJoin<TRight, TKey, TOut>(
        DataStream<TRight> right, Func<T, TKey> leftKey, Func<TRight, TKey> rightKey, Func<Partner<T>, Partner<TRight>, TOut> result, JoinWindow window, JoinOptions<T, TRight, TKey>? options = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        return Joined(JoinType.FullOuter, right, leftKey, rightKey, result, window, options);
    }

    /// <summary>The records of this stream that have a partner on the other, each once.</summary>
    /// <typeparam name="TRight">Records of the other stream.</typeparam>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="right">The other stream.</param>
    /// <param name="leftKey">The key of a record of this stream.</param>
    /// <param name="rightKey">The key of a record of the other stream.</param>
    /// <param name="window">How far the event times of a pair may lie apart.</param>
    /// <param name="options">How keys and records are kept in state.</param>
    public DataStream<T> SemiJoin<TRight, TKey>(
        DataStream<TRight> right, Func<T, TKey> leftKey, Func<TRight, TKey> rightKey, JoinWindow window, JoinOptions<T, TRight, TKey>? options = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        return Joined(JoinType.LeftSemi, right, leftKey, rightKey, (l, _) => l.Value, window, options);
    }

    private DataStream<TOut> Joined<TRight, TKey, TOut>(
        JoinType type, DataStream<TRight> right, Func<T, TKey> leftKey, Func<TRight, TKey> rightKey, Func<Partner<T>, Partner<TRight>, TOut> result, JoinWindow? window, JoinOptions<T, TRight, TKey>? options)
    {
        ArgumentNullException.ThrowIfNull(right);
        ArgumentNullException.ThrowIfNull(leftKey);
        ArgumentNullException.ThrowIfNull(rightKey);
        ArgumentNullException.ThrowIfNull(result);
        if (right.Session != Session)
        {
            throw new ArgumentException("Both streams must come from the same session.", nameof(right));
        }

        return With(new KeyedJoinNode<T, TRight, TKey, TOut>(type, Node, right.Node, leftKey, rightKey, result, window, options ?? new JoinOptions<T, TRight, TKey>()));
    }
}
