namespace Streaming;

/// <summary>Refuses functions with state that no epoch could run correctly, with Spark's wording.</summary>
internal static class KeyedStateChecker
{
    /// <summary>How many there may be, and how mixed; comes before all other checks.</summary>
    public static void CheckTogether(IReadOnlyList<LogicalNode> nodes, OutputMode mode)
    {
        var functions = nodes.OfType<IGroupStateNode>().ToList();
        int maps = functions.Count(function => function.IsMap);
        if (maps > 1)
        {
            throw PlanErrors.Refused("Multiple mapGroupsWithStates are not supported on a streaming DataFrames/Datasets");
        }

        if (maps > 0 && functions.Count > maps)
        {
            throw PlanErrors.Refused("Mixing mapGroupsWithStates and flatMapGroupsWithStates are not supported on a streaming DataFrames/Datasets");
        }

        if (functions.Count > 1 && (mode != OutputMode.Append || functions.Exists(function => function.FunctionMode != OutputMode.Append)))
        {
            throw PlanErrors.Refused("Multiple flatMapGroupsWithStates are not supported when they are not all in append mode or the output mode is not append on a streaming DataFrames/Datasets");
        }
    }

    /// <summary>Each on its own; comes after the checks of the output mode.</summary>
    public static void CheckEach(IReadOnlyList<LogicalNode> nodes, OutputMode mode)
    {
        bool hasAggregate = nodes.Any(node => node is IAggregateNode);
        foreach (var node in nodes)
        {
            switch (node)
            {
                case IGroupStateNode function:
                    Check(function, mode, hasAggregate);
                    break;
                case IKeyedStateNode { InitialState.IsStreaming: true }:
                    throw PlanErrors.Refused("Non-streaming DataFrame/Dataset is not supported as the initial state in TransformWithState operation on a streaming DataFrame/Dataset");
            }
        }
    }

    private static void Check(IGroupStateNode function, OutputMode mode, bool hasAggregate)
    {
        if (function.InitialState is { IsStreaming: true })
        {
            throw PlanErrors.Refused("Non-streaming DataFrame/Dataset is not supported as the initial state in [flatMap|map]GroupsWithState operation on a streaming DataFrame/Dataset");
        }

        if (function.IsMap)
        {
            if (mode != OutputMode.Update)
            {
                throw PlanErrors.Refused($"mapGroupsWithState is not supported with {mode} output mode on a streaming DataFrame/Dataset");
            }
        }
        else if (!hasAggregate && function.FunctionMode != mode)
        {
            throw PlanErrors.Refused($"flatMapGroupsWithState in {function.FunctionMode.ToString().ToLowerInvariant()} mode is not supported with {mode} output mode on a streaming DataFrame/Dataset");
        }
        else if (hasAggregate && function.FunctionMode == OutputMode.Update)
        {
            throw PlanErrors.Refused("flatMapGroupsWithState in update mode is not supported with aggregation on a streaming DataFrame/Dataset");
        }

        if (function.Timeout == GroupStateTimeout.EventTime && !EventTimeOfRows.IsKnown(function.RowInput))
        {
            throw PlanErrors.Refused(
                "Watermark must be specified in the query using '[Dataset/DataFrame].withWatermark()' for using event-time timeout in a [map|flatMap]GroupsWithState. Event-time timeout not supported without watermark.");
        }
    }
}
