namespace Streaming;

/// <summary>A whole query whose rows are of type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the rows that reach the sink.</typeparam>
public sealed class QueryPlan<T> : QueryPlan
{
    internal QueryPlan(LogicalNode<T> root)
        : base(root) => TypedRoot = root;

    /// <summary>The last node.</summary>
    public LogicalNode<T> TypedRoot { get; }

    /// <inheritdoc/>
    public override TResult Accept<TResult>(IQueryPlanVisitor<TResult> visitor) => visitor.Visit(this);
}
