namespace Streaming;

/// <summary>The query that a processor runs in.</summary>
/// <param name="QueryId">The query, the same over restarts.</param>
/// <param name="RunId">This run of it.</param>
/// <param name="BatchId">The batch.</param>
public readonly record struct QueryInfo(Guid QueryId, Guid RunId, long BatchId);
