namespace Streaming;

/// <summary>What the writer of bounded data tells a file sink.</summary>
/// <param name="Overwrites">Whether the folder's files are replaced.</param>
internal sealed record BatchWriteSettings(bool Overwrites);
