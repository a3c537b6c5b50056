namespace Streaming;

/// <summary>Refuses plans that no epoch could run correctly, with Spark's wording.</summary>
internal static class UnsupportedOperationChecker
{
    public static void Check(QueryPlan plan)
    {
        var nodes = PlanText.Number(plan.Root).Keys;
        int stateful = nodes.Count(node => node is IStatefulNode);
        switch (plan.OutputMode)
        {
            case OutputMode.Append when stateful > 0:
                throw OutputModeError("append", "streaming aggregations without watermark");
            case OutputMode.Complete when stateful == 0:
                throw OutputModeError("complete", "no streaming aggregations");
        }

        if (plan.OutputMode != OutputMode.Append && HasChained(plan.Root, below: false))
        {
            throw new StreamingException(
                "STREAMING_STATEFUL_OPERATOR.CHAINED",
                $"Multiple stateful operators are not supported on streaming DataFrames/Datasets in {plan.OutputMode} output mode: an aggregation reads the result of another one.");
        }
    }

    private static bool HasChained(LogicalNode node, bool below)
    {
        bool isStateful = node is IStatefulNode;
        return (isStateful && below) || node.Inputs.Any(input => HasChained(input, below || isStateful));
    }

    private static StreamingException OutputModeError(string mode, string what) => new(
        "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
        $"[STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION] Invalid streaming output mode: {mode}. This output mode is not supported for {what} on streaming DataFrames/DataSets. SQLSTATE: 42KDE")
    { SqlState = "42KDE" };
}
