namespace Streaming;

/// <summary>Refuses joins that no epoch could run correctly, with Spark's wording.</summary>
internal static class JoinChecker
{
    public static void Check(IEnumerable<LogicalNode> nodes, OutputMode mode)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case StaticJoinNode join:
                    Check(join);
                    break;
                case IStreamJoinNode join:
                    Check(join, mode);
                    break;
            }
        }
    }

    private static void Check(StaticJoinNode join)
    {
        bool isLeftStream = join.Left.IsStreaming;
        switch (join.Type)
        {
            case JoinType.FullOuter:
                throw PlanErrors.Refused(isLeftStream
                    ? "FullOuter joins with streaming DataFrames/Datasets on the left and a static DataFrame/Dataset on the right is not supported"
                    : "FullOuter joins with streaming DataFrames/Datasets on the right and a static DataFrame/Dataset on the left is not supported");
            case JoinType.LeftAnti when !isLeftStream:
                throw PlanErrors.Refused("LeftAnti joins with a streaming DataFrame/Dataset on the right are not supported");
            case JoinType.LeftOuter or JoinType.LeftSemi when !isLeftStream:
                throw PlanErrors.Refused($"{join.Type} join with a streaming DataFrame/Dataset on the right and a static DataFrame/Dataset on the left is not supported");
            case JoinType.RightOuter when isLeftStream:
                throw PlanErrors.Refused("RightOuter join with a streaming DataFrame/Dataset on the left and a static DataFrame/DataSet on the right not supported");
        }
    }

    private static void Check(IStreamJoinNode join, OutputMode mode)
    {
        switch (join.Type)
        {
            case JoinType.LeftAnti:
                throw PlanErrors.Refused("LeftAnti joins with a streaming DataFrame/Dataset on the right are not supported");
            case JoinType.Inner when mode == OutputMode.Complete:
                throw PlanErrors.Refused("Inner join between two streaming DataFrames/Datasets is not supported in Complete output mode, only in Append and Update output modes");
            case JoinType.LeftSemi when mode == OutputMode.Complete:
                throw PlanErrors.Refused("LeftSemi join between two streaming DataFrames/Datasets is not supported in Complete output mode, only in Append and Update output modes");
            case JoinType.LeftOuter or JoinType.RightOuter or JoinType.FullOuter when mode != OutputMode.Append:
                throw PlanErrors.Refused($"{join.Type} join between two streaming DataFrames/Datasets is not supported in {mode} output mode, only in Append output mode");
        }

        if (!join.HasBound)
        {
            throw PlanErrors.Refused(
                $"Stream-stream {join.Type} join between two streaming DataFrame/Datasets is not supported without a watermark in the join keys, or a watermark on the nullable side and an appropriate range condition");
        }

        bool neverEmits = join.Type switch
        {
            JoinType.LeftOuter => join.Times.FinishedUpTo(isLeft: true, 0) is null,
            JoinType.RightOuter => join.Times.FinishedUpTo(isLeft: false, 0) is null,
            _ => false,
        };
        if (neverEmits)
        {
            string side = join.Type == JoinType.LeftOuter ? "left" : "right";
            throw PlanErrors.Refused(
                $"Stream-stream {join.Type} join: the {side} side has no watermark on the time that the condition bounds, so its rows without a partner would never come out and never leave the state. "
                + $"Call WithWatermark on the {side} side too.");
        }

        if (!join.HasKeys)
        {
            throw new StreamingException("_LEGACY_ERROR_TEMP_1181", "Stream-stream join without equality predicate is not supported.");
        }
    }
}
