namespace Streaming;

/// <summary>The first rows: of each result in complete mode, else of the whole stream.</summary>
public sealed class LimitNode : RowNode, IStatefulNode
{
    internal LimitNode(RowNode input, int count, int offset = 0)
        : base("Limit", input.Schema, input)
    {
        Input = input;
        Count = count;
        Offset = offset;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Number of rows before them that are left out; bounded data only.</summary>
    public int Offset { get; }

    /// <inheritdoc/>
    public string StateOperatorName => "globalLimit";

    /// <inheritdoc/>
    public bool MindsLateRows => false;

    /// <inheritdoc/>
    public override string Detail => Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool KeepsState(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return IsStreaming && (plan.OutputMode == OutputMode.Append
            || (plan.OutputMode == OutputMode.Complete && !PlanText.Number(Input).Keys.Any(below => below is IAggregateNode && below.IsStreaming)));
    }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitLimit(this, argument);
}
