namespace Streaming.Kafka;

/// <summary>A record to produce to an <see cref="EmbeddedKafka"/>.</summary>
/// <param name="Value">The value; null for a tombstone.</param>
/// <param name="Key">The key; null for none.</param>
/// <param name="Partition">The partition; null leaves it to the partitioner (murmur2 of the key).</param>
/// <param name="TimestampMs">Milliseconds since 1970-01-01 UTC; null: now.</param>
/// <param name="Headers">The headers; null for none.</param>
public readonly record struct EmbeddedRecord(
    byte[]? Value, byte[]? Key = null, int? Partition = null, long? TimestampMs = null, IReadOnlyList<KafkaHeader>? Headers = null)
{
    /// <summary>A record of texts.</summary>
    public static EmbeddedRecord Of(string? value, string? key = null, int? partition = null, long? timestampMs = null) => new(
        value is null ? null : System.Text.Encoding.UTF8.GetBytes(value),
        key is null ? null : System.Text.Encoding.UTF8.GetBytes(key),
        partition,
        timestampMs);
}
