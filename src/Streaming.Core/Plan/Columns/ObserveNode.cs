namespace Streaming;

/// <summary>The rows as they are; aggregates of each batch go into its progress.</summary>
public sealed class ObserveNode : RowNode
{
    internal ObserveNode(RowNode input, string metrics, ProjectNode results)
        : base("Observe", input.Schema, input)
    {
        Input = input;
        Metrics = metrics;
        Results = results;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>Name of the metrics in the progress.</summary>
    public string Metrics { get; }

    /// <inheritdoc/>
    public override string Detail => $"{Metrics}: {string.Join(", ", Results.Expressions.Select(result => result.Name))}";

    /// <summary>The metrics, over an aggregation of the input without keys; not a part of the plan.</summary>
    internal ProjectNode Results { get; }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitObserve(this, argument);
}
