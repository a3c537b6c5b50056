namespace Streaming;

/// <summary>A step of a query that yields rows of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public abstract class LogicalNode<T> : LogicalNode
{
    private protected LogicalNode(string name, params LogicalNode[] inputs)
        : base(name, inputs)
    {
    }

    /// <inheritdoc/>
    public override Type RowType => typeof(T);
}
