namespace Streaming;

/// <summary>The first rows: of each result in complete mode, else of the whole stream.</summary>
public sealed class LimitNode : RowNode, ILimitNode
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

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>Number of rows before them that are left out; bounded data only.</summary>
    public int Offset { get; }

    /// <inheritdoc/>
    public override string Detail => Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitLimit(this, argument);
}
