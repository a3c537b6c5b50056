namespace Streaming;

/// <summary>The rows as they are; a value made of the rows of each batch goes into its progress.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
/// <typeparam name="TMetrics">The value.</typeparam>
public sealed class TypedObserveNode<T, TMetrics> : LogicalNode<T>
{
    internal TypedObserveNode(LogicalNode<T> input, string metrics, Func<TMetrics> init, Func<TMetrics, T, TMetrics> add, Func<TMetrics, TMetrics, TMetrics> merge)
        : base("Observe", input)
    {
        Input = input;
        Metrics = metrics;
        Init = init;
        Add = add;
        Merge = merge;
    }

    /// <summary>The input.</summary>
    public LogicalNode<T> Input { get; }

    /// <summary>Name of the metrics in the progress.</summary>
    public string Metrics { get; }

    /// <summary>The value of a batch without rows.</summary>
    public Func<TMetrics> Init { get; }

    /// <summary>Adds a row.</summary>
    public Func<TMetrics, T, TMetrics> Add { get; }

    /// <summary>Combines the values of two workers.</summary>
    public Func<TMetrics, TMetrics, TMetrics> Merge { get; }

    /// <inheritdoc/>
    public override string Detail => Metrics;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitTypedObserve(this, argument);
}
