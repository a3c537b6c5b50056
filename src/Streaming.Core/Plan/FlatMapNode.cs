namespace Streaming;

/// <summary>Any number of rows from each row; exactly one of the two functions is set.</summary>
/// <typeparam name="TIn">Rows that come in.</typeparam>
/// <typeparam name="TOut">Rows that go out.</typeparam>
public sealed class FlatMapNode<TIn, TOut> : LogicalNode<TOut>
{
    internal FlatMapNode(LogicalNode<TIn> input, Func<TIn, IEnumerable<TOut>> function)
        : base("FlatMap", input)
    {
        Input = input;
        Function = function;
    }

    internal FlatMapNode(LogicalNode<TIn> input, FlatMapFunction<TIn, TOut> function)
        : base("FlatMap", input)
    {
        Input = input;
        CollectorFunction = function;
    }

    /// <summary>The input.</summary>
    public LogicalNode<TIn> Input { get; }

    /// <summary>The function that returns its rows.</summary>
    public Func<TIn, IEnumerable<TOut>>? Function { get; }

    /// <summary>The function that hands its rows to a collector.</summary>
    public FlatMapFunction<TIn, TOut>? CollectorFunction { get; }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitFlatMap(this, argument);
}
