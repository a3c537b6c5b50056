namespace Streaming;

/// <summary>The sink <c>memory</c>: rows stay in the process, to be read by the query's name (<see cref="MemoryTables"/>).</summary>
public sealed class MemorySinkProvider : IStreamSinkProvider
{
    /// <inheritdoc/>
    public string ShortName => "memory";

    /// <inheritdoc/>
    public bool AllowsTemporaryCheckpoint => true;

    /// <inheritdoc/>
    public IStreamSink<T> CreateSink<T>(SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrEmpty(context.QueryName))
        {
            throw new StreamingException("QUERY_NAME_REQUIRED", "queryName must be specified for memory sink.");
        }

        // The rows of earlier runs are gone; only complete mode writes all of them again.
        if (context.IsRestart && context.OutputMode != OutputMode.Complete)
        {
            string offsets = context.CheckpointFolder is { } folder ? $"{folder.TrimEnd('/', '\\')}/offsets" : "the folder 'offsets' of the checkpoint";
            throw new StreamingException("RECOVERY_NOT_SUPPORTED", $"This query does not support recovering from checkpoint location. Delete {offsets} to start over.");
        }

        return new MemorySink<T>(context.MemoryTables.Create<T>(context.QueryName), context.OutputMode);
    }
}
