namespace Streaming;

/// <summary>Makes sources of one format; registered with <see cref="StreamFormats.Register{T}(IStreamSourceProvider{T})"/>.</summary>
/// <typeparam name="T">The type of the records that the source yields.</typeparam>
public interface IStreamSourceProvider<T>
{
    /// <summary>The name used in <c>Format</c>, lower case, for example <c>kafka</c>.</summary>
    string ShortName { get; }

    /// <summary>Checks options when a reader loads the source, as far as that opens nothing; what is wrong is then told before a query starts.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="StreamingException">An option is missing, refused or has a bad value.</exception>
    void CheckOptions(StreamOptions options)
    {
    }

    /// <summary>Makes the source of a query that starts.</summary>
    /// <param name="context">Options and surroundings. Read every option before returning: whatever was not read is refused as unknown.</param>
    /// <exception cref="StreamingException">An option is missing, refused or has a bad value.</exception>
    IStreamSource<T> CreateSource(SourceContext context);
}
