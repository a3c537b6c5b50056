namespace Streaming;

/// <summary>What the sink <c>foreachBatch</c> is given as <see cref="SinkContext.Settings"/>.</summary>
/// <param name="Function">Takes the rows of a batch, which own their memory and may be kept, and the batch id; called for empty batches too,
/// and with the same id again after a crash. The token is cancelled when the query is to stop at once.</param>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed record ForeachBatchSettings<T>(Action<IReadOnlyList<T>, long, CancellationToken> Function);
