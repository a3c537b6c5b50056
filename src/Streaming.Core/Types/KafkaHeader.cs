namespace Streaming;

/// <summary>A header of a Kafka record.</summary>
/// <param name="Key">The name; names may repeat.</param>
/// <param name="Value">The bytes, or null.</param>
public readonly record struct KafkaHeader(string Key, byte[]? Value);
