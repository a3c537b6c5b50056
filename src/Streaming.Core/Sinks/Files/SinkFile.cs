namespace Streaming;

/// <summary>A file that a file sink committed.</summary>
/// <param name="Path">Its URI.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedMs">When it was written, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="IsDeleted">Whether the entry takes an earlier one back.</param>
internal sealed record SinkFile(string Path, long Size, long ModifiedMs, bool IsDeleted = false);
