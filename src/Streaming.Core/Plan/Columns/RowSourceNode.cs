namespace Streaming;

/// <summary>Where the rows of a DataFrame come from: files, rows in memory, a range of numbers.</summary>
public abstract class RowSourceNode : RowNode, ISourceNode
{
    private protected RowSourceNode(string name, string format, StructType schema, IReadOnlyDictionary<string, string> options, bool isStreaming)
        : base(name, schema)
    {
        Format = format;
        Options = options;
        IsStreaming = isStreaming;
    }

    /// <inheritdoc/>
    public string Format { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Options { get; }

    /// <inheritdoc/>
    public override string Detail => Format;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitRowSource(this, argument);

    internal abstract IRowSource CreateSource(SourceContext context);
}
