namespace Streaming;

/// <summary>The rows unchanged, each shown to an action.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class PeekNode<T> : LogicalNode<T>
{
    internal PeekNode(LogicalNode<T> input, Action<T> action)
        : base("Peek", input)
    {
        Input = input;
        Action = action;
    }

    /// <summary>The input.</summary>
    public LogicalNode<T> Input { get; }

    /// <summary>The action.</summary>
    public Action<T> Action { get; }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitPeek(this, argument);
}
