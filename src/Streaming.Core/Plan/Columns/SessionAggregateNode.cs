namespace Streaming;

/// <summary>One row for each session of rows with equal keys: the keys, the session, then the aggregates.</summary>
public sealed class SessionAggregateNode : RowNode, IAggregateNode
{
    internal SessionAggregateNode(RowNode input, IReadOnlyList<NamedExpression> keys, NamedExpression session, IReadOnlyList<NamedExpression> aggregates, StructType schema)
        : base("SessionAggregate", schema, input)
    {
        Input = input;
        Keys = keys;
        Session = session;
        Aggregates = aggregates;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    /// <summary>What is grouped by besides the session.</summary>
    public IReadOnlyList<NamedExpression> Keys { get; }

    /// <summary>The session that a row alone would make.</summary>
    public NamedExpression Session { get; }

    /// <summary>Calls of aggregate functions, for example <c>sum(amount)</c>.</summary>
    public IReadOnlyList<NamedExpression> Aggregates { get; }

    /// <inheritdoc/>
    public bool HasEventTimeKey => Schema.Fields[Keys.Count].WatermarkDelayMs is not null;

    /// <inheritdoc/>
    public bool IsSession => true;

    /// <inheritdoc/>
    public EmptyEpochs EmptyEpochs(OutputMode mode) => mode != OutputMode.Complete ? Streaming.EmptyEpochs.WhenWatermarkAdvances : Streaming.EmptyEpochs.Never;

    /// <inheritdoc/>
    public string StateOperatorName => "sessionWindowStateStoreSaveExec";

    /// <inheritdoc/>
    public override string Detail => $"keys [{string.Join(", ", Keys)}], session, aggregates [{string.Join(", ", Aggregates)}]";

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitSessionAggregate(this, argument);
}
