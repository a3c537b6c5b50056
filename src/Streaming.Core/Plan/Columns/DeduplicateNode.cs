namespace Streaming;

/// <summary>The first row of each key.</summary>
public sealed class DeduplicateNode : RowNode
{
    internal DeduplicateNode(RowNode input, IReadOnlyList<string> columns)
        : base("Deduplicate", input.Schema, input)
    {
        Input = input;
        Columns = columns;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>The key.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override string Detail => string.Join(", ", Columns);

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitDeduplicate(this, argument);
}
