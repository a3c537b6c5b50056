namespace Streaming;

/// <summary>A step of a DataFrame: its rows travel as batches of columns, and what it does is said in expressions.</summary>
public abstract class RowNode : LogicalNode<Row>
{
    private protected RowNode(string name, StructType schema, params LogicalNode[] inputs)
        : base(name, inputs) => Schema = schema;

    /// <summary>Names and types of the columns that come out.</summary>
    public StructType Schema { get; }
}
