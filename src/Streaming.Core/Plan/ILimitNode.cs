namespace Streaming;

/// <summary>The first rows, typed or of a DataFrame: of each result in complete mode, else of the whole stream.</summary>
public interface ILimitNode : IStatefulNode
{
    /// <summary>Number of rows.</summary>
    int Count { get; }

    string IStatefulNode.StateOperatorName => "globalLimit";

    bool IStatefulNode.MindsLateRows => false;

    // A limit of each result, behind an aggregation in complete mode, keeps nothing.
    bool IStatefulNode.KeepsState(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var node = (LogicalNode)this;
        return node.IsStreaming && (plan.OutputMode == OutputMode.Append
            || (plan.OutputMode == OutputMode.Complete && !PlanText.Number(node).Keys.Any(below => below is IAggregateNode && below.IsStreaming)));
    }
}
