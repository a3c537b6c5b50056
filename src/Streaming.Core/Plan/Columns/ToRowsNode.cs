namespace Streaming;

/// <summary>Typed records as columns.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed class ToRowsNode<T> : RowNode
{
    internal ToRowsNode(LogicalNode<T> input, RecordSchema<T> records)
        : base("ToDataFrame", records.Schema, input)
    {
        Input = input;
        Records = records;
    }

    /// <summary>The input.</summary>
    public LogicalNode<T> Input { get; }

    internal RecordSchema<T> Records { get; }

    /// <inheritdoc/>
    public override string Detail => string.Join(", ", Schema.Fields.Select(item => item.Name));

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitToRows(this, argument);
}
