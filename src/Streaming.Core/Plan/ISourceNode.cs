namespace Streaming;

/// <summary>A source node seen without its row type.</summary>
public interface ISourceNode
{
    /// <summary>Name of the format.</summary>
    string Format { get; }

    /// <summary>The options as they were given.</summary>
    IReadOnlyDictionary<string, string> Options { get; }
}
