namespace Streaming;

/// <summary>A record that could not be decoded, on its way to a dead-letter topic.</summary>
/// <param name="Key">The key as it came; null for none.</param>
/// <param name="Value">The value as it came; null for none.</param>
/// <param name="Topic">Where it came from.</param>
/// <param name="Partition">Where it came from.</param>
/// <param name="Offset">Where it came from.</param>
/// <param name="Reason">Why it could not be decoded.</param>
public sealed record DeadLetterRecord(byte[]? Key, byte[]? Value, string Topic, int Partition, long Offset, string Reason);
