namespace Streaming;

/// <summary>The first typed rows: of each result in complete mode, else of the whole stream.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class TypedLimitNode<T> : LogicalNode<T>, ILimitNode
{
    internal TypedLimitNode(LogicalNode<T> input, int count)
        : base("Limit", input)
    {
        Input = input;
        Count = count;
    }

    /// <summary>The input.</summary>
    public LogicalNode<T> Input { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public override string Detail => Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitTypedLimit(this, argument);
}
