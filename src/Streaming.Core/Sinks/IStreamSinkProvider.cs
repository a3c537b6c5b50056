namespace Streaming;

/// <summary>Makes sinks of one format; registered with <see cref="StreamFormats.Register(IStreamSinkProvider)"/>.</summary>
public interface IStreamSinkProvider
{
    /// <summary>The name used in <c>Format</c>, lower case, for example <c>console</c>.</summary>
    string ShortName { get; }

    /// <summary>True where a query may run without <c>checkpointLocation</c>: its progress is then kept in memory only.</summary>
    bool AllowsTemporaryCheckpoint { get; }

    /// <summary>Makes the sink of a query that starts.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="context">Options and surroundings. Read every option before returning: whatever was not read is refused as unknown.</param>
    /// <exception cref="StreamingException">An option is missing, refused or has a bad value, or the output mode or row type does not fit.</exception>
    IStreamSink<T> CreateSink<T>(SinkContext context);
}
