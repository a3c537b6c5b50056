namespace Streaming;

/// <summary>The sink <c>observable</c>: rows are pushed to an <see cref="IObserver{T}"/> (System.Reactive). At least once: an epoch may come again after a crash.</summary>
public sealed class ObservableSinkProvider : IStreamSinkProvider
{
    /// <inheritdoc/>
    public string ShortName => "observable";

    /// <inheritdoc/>
    public bool AllowsTemporaryCheckpoint => true;

    /// <inheritdoc/>
    public IStreamSink<T> CreateSink<T>(SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Settings is ObservableSettings<T> settings
            ? new ObservableSink<T>(settings.Observer)
            : throw SinkSettings.Missing(ShortName, typeof(ObservableSettings<T>), context.Settings, "call AsObservable()");
    }
}
