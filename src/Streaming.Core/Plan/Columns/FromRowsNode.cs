namespace Streaming;

/// <summary>Columns as typed records: where a DataFrame ends and lambdas begin.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed class FromRowsNode<T> : LogicalNode<T>
{
    internal FromRowsNode(RowNode input, RecordMaker<T> maker)
        : base("As", input)
    {
        Input = input;
        Maker = maker;
    }

    /// <summary>The input.</summary>
    public RowNode Input { get; }

    internal RecordMaker<T> Maker { get; }

    /// <summary>The column that is the event time of the rows; -1 where none is.</summary>
    internal int EventTimeColumn => Input.Schema.EventTimeColumn;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitFromRows(this, argument);
}
