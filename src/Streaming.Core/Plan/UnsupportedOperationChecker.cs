namespace Streaming;

/// <summary>Refuses plans that no epoch could run correctly, with Spark's wording.</summary>
internal static class UnsupportedOperationChecker
{
    public static void Check(QueryPlan plan)
    {
        if (plan.IsBatch)
        {
            return;
        }

        // Bounded data below a join is a query of its own.
        var nodes = PlanText.Number(plan.Root).Keys.Where(node => node.IsStreaming).ToList();
        foreach (var node in nodes)
        {
            CheckNode(node, plan.OutputMode);
        }

        switch (plan.OutputMode)
        {
            case OutputMode.Append when nodes.Any(node => node is IAggregateNode { HasEventTimeKey: false }):
                throw OutputModeError("append", "streaming aggregations without watermark");
            case OutputMode.Complete when !nodes.Any(node => node is IAggregateNode):
                throw OutputModeError("complete", "no streaming aggregations");
        }

        JoinChecker.Check(nodes, plan.OutputMode);
        foreach (var node in nodes)
        {
            CheckIsRun(node, plan.OutputMode);
        }

        if (plan.Configuration.GetValueOrDefault("spark.sql.streaming.statefulOperator.checkCorrectness.enabled") != "false" && HasChained(plan.Root))
        {
            throw new StreamingException(
                "_LEGACY_ERROR_TEMP_3102",
                "Detected pattern of possible 'correctness' issue due to global watermark. The query contains stateful operation which can emit rows older than the current watermark plus allowed late record delay, "
                + "which are \"late rows\" in downstream stateful operations and these rows can be discarded. Please refer the programming guide doc for more details. "
                + "If you understand the possible risk of correctness issue and still need to run the query, you can disable this check by setting the config `spark.sql.streaming.statefulOperator.checkCorrectness.enabled` to false.");
        }
    }

    private static void CheckNode(LogicalNode node, OutputMode mode)
    {
        switch (node)
        {
            case AggregateNode aggregate when aggregate.Aggregates.Any(named => named.Expression is CallExpression { IsDistinct: true }):
                throw Refused("Distinct aggregations are not supported on streaming DataFrames/Datasets. Consider using approx_count_distinct() instead.");
            case SortNode when mode != OutputMode.Complete || !HasAggregate(node):
                throw Refused("Sorting is not supported on streaming DataFrames/Datasets, unless it is on aggregated DataFrame/Dataset in Complete output mode");
            case RowUnionNode union when union.Left.IsStreaming != union.Right.IsStreaming:
                throw Refused("Union between streaming and batch DataFrames/Datasets is not supported");
            case BoundedOnlyNode refused:
                throw refused.Refusal;
            case LimitNode when mode == OutputMode.Update:
                throw Refused("Limits are not supported on streaming DataFrames/Datasets in Update output mode");
        }
    }

    /// <summary>A limit of each result; any other counts the rows of the whole stream.</summary>
    internal static bool IsOfEachResult(LimitNode node, OutputMode mode) => mode == OutputMode.Complete && HasAggregate(node);

    private static void CheckIsRun(LogicalNode node, OutputMode mode)
    {
        if (node is DeduplicateNode || (node is LimitNode limit && !IsOfEachResult(limit, mode)))
        {
            throw new StreamingException("UNSUPPORTED_FEATURE", $"{node.Name} is not run by this engine: take it out of the query. The rest of the plan can run.");
        }
    }

    private static bool HasAggregate(LogicalNode node) => PlanText.Number(node).Keys.Any(below => below is IAggregateNode);

    private static StreamingException Refused(string text) => new("_LEGACY_ERROR_TEMP_3102", text);

    // Each node is asked once, however many others read it.
    private static bool HasChained(LogicalNode root)
    {
        var stateBelow = new Dictionary<LogicalNode, bool>(ReferenceEqualityComparer.Instance);
        foreach (var (node, _) in PlanText.Number(root).OrderBy(entry => entry.Value))
        {
            bool below = node.Inputs.Any(input => stateBelow[input]);
            if (below && node is IStatefulNode)
            {
                return true;
            }

            stateBelow[node] = below || node is IStatefulNode;
        }

        return false;
    }

    private static StreamingException OutputModeError(string mode, string what) => new(
        "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
        $"[STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION] Invalid streaming output mode: {mode}. This output mode is not supported for {what} on streaming DataFrames/DataSets. SQLSTATE: 42KDE")
    { SqlState = "42KDE" };
}
