namespace Streaming;

/// <summary>One row for each group of rows with equal keys: the keys, then the aggregates.</summary>
public sealed class AggregateNode : RowNode, IStatefulNode
{
    internal AggregateNode(RowNode input, IReadOnlyList<NamedExpression> keys, IReadOnlyList<NamedExpression> aggregates, StructType schema)
        : base("Aggregate", schema, input)
    {
        Input = input;
        Keys = keys;
        Aggregates = aggregates;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>What is grouped by; none: all rows are one group, which is there even without rows.</summary>
    public IReadOnlyList<NamedExpression> Keys { get; }

    /// <summary>Calls of aggregate functions, for example <c>sum(amount)</c>.</summary>
    public IReadOnlyList<NamedExpression> Aggregates { get; }

    /// <inheritdoc/>
    public override string Detail => $"keys [{string.Join(", ", Keys)}], aggregates [{string.Join(", ", Aggregates)}]";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitAggregate(this, argument);
}
