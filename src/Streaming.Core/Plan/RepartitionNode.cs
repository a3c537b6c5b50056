namespace Streaming;

/// <summary>The rows spread evenly over a number of partitions, whatever partition they came from.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class RepartitionNode<T> : LogicalNode<T>
{
    internal RepartitionNode(LogicalNode<T> input, int partitions)
        : base("Repartition", input)
    {
        Input = input;
        Partitions = partitions;
    }

    /// <summary>The input.</summary>
    public LogicalNode<T> Input { get; }

    /// <summary>Number of partitions; more than the query has workers make no difference.</summary>
    public int Partitions { get; }

    /// <inheritdoc/>
    public override string Detail => $"{Partitions}";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitRepartition(this, argument);
}
