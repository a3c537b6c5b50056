namespace Streaming;

/// <summary>One row from each row.</summary>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TOut">Rows that go out.</typeparam>
public sealed class MapNode<TIn, TOut> : LogicalNode<TOut>
{
    internal MapNode(LogicalNode<TIn> input, Func<TIn, TOut> function)
        : base("Map", input)
    {
        Input = input;
        Function = function;
    }

    /// <summary>The input.</summary>
    public LogicalNode<TIn> Input { get; }

    /// <summary>The function.</summary>
    public Func<TIn, TOut> Function { get; }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitMap(this, argument);
}
