namespace Streaming;

/// <summary>An operation that only bounded data can have, written on a stream: <c>Start()</c> refuses it.</summary>
public sealed class BoundedOnlyNode : RowNode
{
    internal BoundedOnlyNode(string name, StreamingException refusal, params RowNode[] inputs)
        : this(name, refusal, inputs[0].Schema, inputs)
    {
    }

    internal BoundedOnlyNode(string name, StreamingException refusal, StructType schema, params RowNode[] inputs)
        : base(name, schema, [.. inputs]) => Refusal = refusal;

    internal StreamingException Refusal { get; }

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => throw Refusal;
}
