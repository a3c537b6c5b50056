namespace Streaming;

/// <summary>The sink <c>foreach</c>: rows go to an <see cref="IForeachWriter{T}"/> of the user's.</summary>
public sealed class ForeachSinkProvider : IStreamSinkProvider
{
    /// <inheritdoc/>
    public string ShortName => "foreach";

    /// <inheritdoc/>
    public bool AllowsTemporaryCheckpoint => true;

    /// <inheritdoc/>
    public IStreamSink<T> CreateSink<T>(SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Settings is ForeachSettings<T> settings
            ? new ForeachSink<T>(settings.Factory)
            : throw SinkSettings.Missing(ShortName, typeof(ForeachSettings<T>), context.Settings, "call Foreach(() => new MyWriter())");
    }
}
