namespace Streaming;

/// <content>Joins.</content>
internal sealed partial class WorkerTopologyBuilder
{
    public bool VisitStaticJoin(StaticJoinNode node, StageTarget target)
    {
        var side = SharedOf(node, () => new StaticJoinSide(() => topology.Bounded.CollectBatches(node.Built), JoinPlans.IsConstant(node.Built, topology.IsAnsi)));
        var link = new StaticJoinLink(Context, Register(node), Result.Evaluation, JoinPlans.Bind(node, topology.IsAnsi), node.IsLeftBuilt, side, topology.BatchCapacity, (ColumnLink)target.Link);
        Result.EpochSteps.Add(new EpochStep(link, -1));
        return Feed(node.Probed, OfColumns(link));
    }

    public bool VisitStreamJoin(StreamJoinNode node, StageTarget target)
    {
        var bound = JoinPlans.Bind(node, topology.IsAnsi);
        var join = new StreamJoinOperator(Context, Register(node), Result.Evaluation, bound, node.Times, StateOf(node), topology.BatchCapacity, (ColumnLink)target.Link);
        if (!HasExchange)
        {
            Result.EpochSteps.Add(new EpochStep(join, -1));
            return Feed(node.Left, OfColumns(join.Left)) & Feed(node.Right, OfColumns(join.Right));
        }

        var exchanges = SharedOf(node, () => Tuple.Create(
            new RowExchange(topology.ExchangeCount++, node.Left.Schema, topology.BatchCapacity),
            new RowExchange(topology.ExchangeCount++, node.Right.Schema, topology.BatchCapacity)));
        Result.EpochSteps.Add(new EpochStep(join, exchanges.Item2.Number));
        Result.EpochSteps.Add(new EpochStep(WaitOperator.Instance, exchanges.Item1.Number));
        return FeedExchanged(node.Left, exchanges.Item1, join.Left, isLeft: true, bound) & FeedExchanged(node.Right, exchanges.Item2, join.Right, isLeft: false, bound);
    }

    public bool VisitKeyedJoin<TLeft, TRight, TKey, TOut>(KeyedJoinNode<TLeft, TRight, TKey, TOut> node, StageTarget target)
    {
        int number = Register(node);
        var keys = node.Options.Key ?? Serdes.Default<TKey>();
        var plan = new KeyedJoinPlan(
            node.Type, node.Times, node.Window is not null, (node.Window?.From.Ticks ?? 0) / TimeSpan.TicksPerMicrosecond, (node.Window?.To.Ticks ?? 0) / TimeSpan.TicksPerMicrosecond);
        var join = new KeyedJoinOperator<TLeft, TRight, TKey, TOut>(
            Context, number, plan, StateOf(node), node.Options.Left ?? Serdes.Default<TLeft>(), node.Options.Right ?? Serdes.Default<TRight>(), node.Result, (Link<TOut>)target.Link, target.Ends);
        var leftKeys = new KeyEncoder<TLeft, TKey>(node.LeftKey, keys);
        var rightKeys = new KeyEncoder<TRight, TKey>(node.RightKey, keys);
        if (!HasExchange)
        {
            Result.EpochSteps.Add(new EpochStep(join, -1));
            return Feed(node.Left, EndOfStage(join.DirectLeft(leftKeys, topology.Partitioner))) & Feed(node.Right, EndOfStage(join.DirectRight(rightKeys, topology.Partitioner)));
        }

        var exchanges = SharedOf(node, () => Tuple.Create(
            new KeyedExchange<TimedRecord<TLeft>>(topology.ExchangeCount++, topology.Partitioner), new KeyedExchange<TimedRecord<TRight>>(topology.ExchangeCount++, topology.Partitioner)));
        Result.EpochSteps.Add(new EpochStep(join, exchanges.Item2.Number));
        Result.EpochSteps.Add(new EpochStep(WaitOperator.Instance, exchanges.Item1.Number));
        return FeedExchanged(node.Left, number, leftKeys, exchanges.Item1, join.Left) & FeedExchanged(node.Right, number, rightKeys, exchanges.Item2, join.Right);
    }

    private bool FeedExchanged<T, TKey>(LogicalNode<T> input, int number, KeyEncoder<T, TKey> keys, KeyedExchange<TimedRecord<T>> exchange, Operator<KeyedBatch<TimedRecord<T>>> side)
    {
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(side));
        var sender = new KeyedJoinSender<T, TKey>(Context, number, keys, exchange.CreateSender(outbox, side));
        Result.EpochSteps.Add(new EpochStep(sender, -1));
        return Feed(input, EndOfStage(sender));
    }

    private bool FeedExchanged(RowNode input, RowExchange exchange, ColumnLink side, bool isLeft, BoundJoin join)
    {
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(Context, side));
        var sender = exchange.CreateSender(outbox, new KeyRouter(new JoinKeyReader(join.Keys, isLeft), [], topology.Partitioner, Result.Evaluation), side);
        Result.EpochSteps.Add(new EpochStep(sender, -1));
        return Feed(input, OfColumns(sender));
    }

    private T SharedOf<T>(LogicalNode node, Func<T> make)
        where T : class
    {
        if (!topology.Shared.TryGetValue(node, out object? shared))
        {
            topology.Shared[node] = shared = make();
        }

        return (T)shared;
    }
}
