namespace Streaming;

/// <content>Joins.</content>
internal sealed partial class WorkerTopologyBuilder
{
    public bool VisitStaticJoin(StaticJoinNode node, StageTarget target)
    {
        var side = SharedOf(node, () => new StaticJoinSide(() => topology.StaticData(node.Built), JoinPlans.IsConstant(node.Built, topology.IsAnsi)));
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

        var exchanges = SharedOf(node, () => (
            Left: new RowKeyExchange(topology.ExchangeCount++, node.Left.Schema, topology.Partitioner, topology.BatchCapacity),
            Right: new RowKeyExchange(topology.ExchangeCount++, node.Right.Schema, topology.Partitioner, topology.BatchCapacity)).ToTuple());
        Result.EpochSteps.Add(new EpochStep(join, exchanges.Item2.Number));
        Result.EpochSteps.Add(new EpochStep(WaitOperator.Instance, exchanges.Item1.Number));
        return FeedExchanged(node.Left, exchanges.Item1, join.Left, isLeft: true, bound) & FeedExchanged(node.Right, exchanges.Item2, join.Right, isLeft: false, bound);
    }

    private bool FeedExchanged(RowNode input, RowKeyExchange exchange, ColumnLink side, bool isLeft, BoundJoin join)
    {
        Result.Receivers.Add(exchange.Number, exchange.CreateReceiver(side));
        var sender = exchange.CreateSender(outbox, new JoinKeyReader(join.Keys, isLeft), Result.Evaluation, side);
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
