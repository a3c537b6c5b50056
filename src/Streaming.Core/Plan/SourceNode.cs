namespace Streaming;

/// <summary>A source: a format with options, or a source object of the program's own.</summary>
/// <typeparam name="T">The type of the records.</typeparam>
public sealed class SourceNode<T> : LogicalNode<T>, ISourceNode
{
    internal SourceNode(string format, IReadOnlyDictionary<string, string> options, IStreamSourceProvider<T>? provider)
        : base("Source")
    {
        Format = format;
        Options = options;
        Provider = provider;
        IsStreaming = true;
    }

    /// <summary>Name of the format.</summary>
    public string Format { get; }

    /// <summary>The options as they were given.</summary>
    public IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>The provider where the program handed one in; null: the one registered for <see cref="Format"/>.</summary>
    public IStreamSourceProvider<T>? Provider { get; }

    /// <inheritdoc/>
    public override string Detail => Format;

    /// <inheritdoc/>
    public override TResult Accept<TArgument, TResult>(IPlanVisitor<TArgument, TResult> visitor, TArgument argument) => visitor.VisitSource(this, argument);
}
