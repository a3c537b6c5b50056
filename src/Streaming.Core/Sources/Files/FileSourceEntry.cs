namespace Streaming;

/// <summary>A file that a streaming source has taken into a batch.</summary>
/// <param name="Path">Its URI.</param>
/// <param name="ModifiedMs">When it had been changed, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="BatchId">Number of the source's batch.</param>
internal sealed record FileSourceEntry(string Path, long ModifiedMs, long BatchId);
