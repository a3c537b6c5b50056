namespace Streaming;

/// <summary>Refuses plans that no epoch could run correctly, with Spark's wording.</summary>
internal static class UnsupportedOperationChecker
{
    private const string IncreasingId = "monotonically_increasing_id";

    public static void Check(QueryPlan plan)
    {
        if (plan.IsBatch)
        {
            CheckBounded(plan);
            return;
        }

        TriggerChecker.Check(plan);

        // Bounded data below a join is a query of its own.
        var nodes = PlanText.Number(plan.Root).Keys.Where(node => node.IsStreaming).ToList();
        KeyedStateChecker.CheckTogether(nodes, plan.OutputMode);
        switch (plan.OutputMode)
        {
            case OutputMode.Append when nodes.Any(node => IsAggregation(node) && node is IAggregateNode { HasEventTimeKey: false }):
                throw OutputModeError("append", "streaming aggregations without watermark");
            case OutputMode.Update when nodes.Any(node => node is IAggregateNode { IsSession: true }):
                throw OutputModeError("update", "session window streaming aggregations");
            case OutputMode.Complete when !nodes.Any(IsAggregation):
                throw OutputModeError("complete", "no streaming aggregations");
        }

        JoinChecker.Check(nodes, plan.OutputMode);
        KeyedStateChecker.CheckEach(nodes, plan.OutputMode);
        foreach (var node in nodes)
        {
            CheckNode(node, plan.OutputMode);
        }

        if (plan.Configuration.GetValueOrDefault("spark.sql.streaming.statefulOperator.checkCorrectness.enabled") != "false" && HasChained(plan))
        {
            throw PlanErrors.Refused(
                "Detected pattern of possible 'correctness' issue due to global watermark. The query contains stateful operation which can emit rows older than the current watermark plus allowed late record delay, "
                + "which are \"late rows\" in downstream stateful operations and these rows can be discarded. Please refer the programming guide doc for more details. "
                + "If you understand the possible risk of correctness issue and still need to run the query, you can disable this check by setting the config `spark.sql.streaming.statefulOperator.checkCorrectness.enabled` to false.");
        }
    }

    private static bool HasDistinct(IEnumerable<NamedExpression> aggregates) => aggregates.Any(named => named.Expression is CallExpression { IsDistinct: true });

    private static void CheckBounded(QueryPlan plan)
    {
        if (PlanText.Number(plan.Root).Keys.Any(node => node is IDeduplicateNode { IsWithinWatermark: true }))
        {
            throw PlanErrors.Refused("dropDuplicatesWithinWatermark is not supported with batch DataFrames/DataSets");
        }
    }

    private static void CheckNode(LogicalNode node, OutputMode mode)
    {
        switch (node)
        {
            case AggregateNode aggregate when HasDistinct(aggregate.Aggregates):
            case SessionAggregateNode sessions when HasDistinct(sessions.Aggregates):
                throw PlanErrors.Refused("Distinct aggregations are not supported on streaming DataFrames/Datasets. Consider using approx_count_distinct() instead.");
            case SortNode when mode != OutputMode.Complete || !HasAggregate(node):
                throw PlanErrors.Refused("Sorting is not supported on streaming DataFrames/Datasets, unless it is on aggregated DataFrame/Dataset in Complete output mode");
            case RowUnionNode union when union.Left.IsStreaming != union.Right.IsStreaming:
                throw PlanErrors.Refused("Union between streaming and batch DataFrames/Datasets is not supported");
            case ProjectNode project when project.Expressions.Any(named => ExpressionRewriter.Any(named.Expression, IsIncreasingId)):
            case FilterExpressionNode filter when ExpressionRewriter.Any(filter.Condition, IsIncreasingId):
                throw PlanErrors.Refused($"Expression(s): {IncreasingId}() is not supported with streaming DataFrames/Datasets");
            case BoundedOnlyNode refused:
                throw refused.Refusal;
            case IDeduplicateNode { IsWithinWatermark: true, HasEventTime: false }:
                throw PlanErrors.Refused("dropDuplicatesWithinWatermark is not supported on streaming DataFrames/DataSets without watermark");
            case ILimitNode when mode == OutputMode.Update:
                throw PlanErrors.Refused("Limits are not supported on streaming DataFrames/Datasets in Update output mode");
        }
    }

    private static bool IsIncreasingId(SqlExpression part) => part is CallExpression call && call.Function.Equals(IncreasingId, StringComparison.OrdinalIgnoreCase);

    // DISTINCT becomes an aggregation only when the query runs.
    private static bool IsAggregation(LogicalNode node) => node is IAggregateNode and not AggregateNode { IsDistinct: true };

    private static bool HasAggregate(LogicalNode node) => PlanText.Number(node).Keys.Any(below => IsAggregation(below) && below.IsStreaming);

    // Each node is asked once, however many others read it.
    private static bool HasChained(QueryPlan plan)
    {
        var lateBelow = new Dictionary<LogicalNode, bool>(ReferenceEqualityComparer.Instance);
        foreach (var (node, _) in PlanText.Number(plan.Root).OrderBy(entry => entry.Value))
        {
            var stateful = node.IsStreaming && node is IStatefulNode state && state.KeepsState(plan) ? state : null;
            bool below = node.Inputs.Any(input => lateBelow[input]);
            if (below && stateful is { MindsLateRows: true })
            {
                return true;
            }

            lateBelow[node] = below || stateful?.MayEmitLateRows(plan.OutputMode) == true;
        }

        return false;
    }

    private static StreamingException OutputModeError(string mode, string what) => new(
        "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
        $"[STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION] Invalid streaming output mode: {mode}. This output mode is not supported for {what} on streaming DataFrames/DataSets. SQLSTATE: 42KDE")
    { SqlState = "42KDE" };
}
