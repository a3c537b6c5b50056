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

    public bool VisitStreamJoin(StreamJoinNode node, StageTarget target) => throw NotRun(node);

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
