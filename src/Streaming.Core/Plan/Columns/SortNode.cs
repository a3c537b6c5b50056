namespace Streaming;

/// <summary>The rows of a result in order; in complete mode only, as in Spark.</summary>
public sealed class SortNode : RowNode
{
    internal SortNode(RowNode input, IReadOnlyList<SortExpression> keys)
        : base("Sort", input.Schema, input)
    {
        Input = input;
        Keys = keys;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>The keys, the first counts most.</summary>
    public IReadOnlyList<SortExpression> Keys { get; }

    /// <inheritdoc/>
    public override string Detail => string.Join(", ", Keys);

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitSort(this, argument);
}
