namespace Streaming;

/// <summary>One row for each group of rows with equal keys: the keys, then the aggregates.</summary>
public sealed class AggregateNode : RowNode, IAggregateNode
{
    internal AggregateNode(RowNode input, IReadOnlyList<NamedExpression> keys, IReadOnlyList<NamedExpression> aggregates, StructType schema)
        : base("Aggregate", schema, input)
    {
        Input = input;
        Keys = keys;
        Aggregates = aggregates;
    }

    /// <summary>Each row of the input once: groups by all columns. Spark decides on it later than on aggregations that are written as such.</summary>
    internal static AggregateNode Distinct(RowNode input) =>
        new(input, [.. input.Schema.Fields.Select((column, i) => new NamedExpression(column.Name, ColumnReferences.To(input.Schema, i)))], [], input.Schema) { IsDistinct = true };

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>What is grouped by; none: all rows are one group, which is there even without rows.</summary>
    public IReadOnlyList<NamedExpression> Keys { get; }

    /// <summary>Calls of aggregate functions, for example <c>sum(amount)</c>.</summary>
    public IReadOnlyList<NamedExpression> Aggregates { get; }

    /// <summary>Whether it stands for <c>DISTINCT</c>.</summary>
    public bool IsDistinct { get; private init; }

    /// <summary>The key that is an event time or a window of it, by which groups are finished; -1 where there is none.</summary>
    public int TimeKey => Schema.EventTimeColumn;

    /// <inheritdoc/>
    public bool HasEventTimeKey => TimeKey >= 0;

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => mode != OutputMode.Complete ? Streaming.EmptyEpochs.WhenWatermarkAdvances : Streaming.EmptyEpochs.Never;

    /// <inheritdoc/>
    public string StateOperatorName => "stateStoreSave";

    /// <inheritdoc/>
    public override string Detail => $"keys [{string.Join(", ", Keys)}], aggregates [{string.Join(", ", Aggregates)}]";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitAggregate(this, argument);
}
