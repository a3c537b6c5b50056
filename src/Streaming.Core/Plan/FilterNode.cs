namespace Streaming;

/// <summary>The rows for which a condition holds.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class FilterNode<T> : LogicalNode<T>
{
    internal FilterNode(LogicalNode<T> input, Func<T, bool> predicate)
        : base("Filter", input)
    {
        Input = input;
        Predicate = predicate;
    }

    /// <summary>The input.</summary>
    public LogicalNode<T> Input { get; }

    /// <summary>The condition.</summary>
    public Func<T, bool> Predicate { get; }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitFilter(this, argument);
}
