namespace Streaming;

/// <summary>The sink <c>foreachBatch</c>: the rows of each batch go to a function of the user's.</summary>
public sealed class ForeachBatchSinkProvider : IStreamSinkProvider
{
    /// <inheritdoc/>
    public string ShortName => "foreachbatch";

    /// <inheritdoc/>
    public bool AllowsTemporaryCheckpoint => true;

    /// <inheritdoc/>
    public IStreamSink<T> CreateSink<T>(SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Settings is ForeachBatchSettings<T> settings
            ? new ForeachBatchSink<T>(settings.Function, context.Interrupting)
            : throw SinkSettings.Missing("foreachBatch", typeof(ForeachBatchSettings<T>), context.Settings, "call ForeachBatch((rows, batchId) => ...)");
    }
}
