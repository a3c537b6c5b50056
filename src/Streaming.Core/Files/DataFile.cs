namespace Streaming;

/// <summary>A file with rows.</summary>
/// <param name="Path">Its path on the disk.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedMs">When it was last changed, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Partitions">Names and texts of the folders <c>name=value</c> above it; a null text is NULL.</param>
internal sealed record DataFile(string Path, long Size, long ModifiedMs, IReadOnlyList<KeyValuePair<string, string?>> Partitions);
