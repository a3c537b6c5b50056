namespace Streaming;

/// <summary>A record that could not be decoded, on its way to the topic for such records.</summary>
/// <param name="Key">Bytes of its key; null for none.</param>
/// <param name="Value">Bytes of its value; null for none.</param>
/// <param name="Topic">The topic it came from.</param>
/// <param name="Partition">The partition it came from.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Reason">Why it is here.</param>
/// <param name="Headers">Its own headers; null for none.</param>
public sealed record DeadLetterRecord(
    byte[]? Key, byte[]? Value, string Topic, int Partition, long Offset, string Reason, IReadOnlyList<KafkaHeader>? Headers = null);
