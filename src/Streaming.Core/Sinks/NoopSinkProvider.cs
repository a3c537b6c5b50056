namespace Streaming;

/// <summary>The sink <c>noop</c>: counts the rows and drops them.</summary>
public sealed class NoopSinkProvider : IStreamSinkProvider
{
    /// <inheritdoc/>
    public string ShortName => "noop";

    /// <inheritdoc/>
    public bool AllowsTemporaryCheckpoint => true;

    /// <inheritdoc/>
    public IStreamSink<T> CreateSink<T>(SinkContext context) => new NoopSink<T>();
}
