namespace Streaming.Testing;

/// <summary>The rows of one batch that a sink took.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
/// <param name="BatchId">The batch; the same one twice where it ran again after a crash.</param>
/// <param name="Rows">The rows, in order.</param>
public sealed record TestBatch<T>(long BatchId, IReadOnlyList<T> Rows);
