namespace Streaming.Kafka;

/// <summary>Typed options of the Kafka sink.</summary>
/// <typeparam name="T">The type of the rows.</typeparam>
public sealed class KafkaSinkOptions<T>
{
    /// <summary>Addresses of the brokers (<c>kafka.bootstrap.servers</c>).</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>The topic; beats the one that a row names. Needed unless the encoder names one.</summary>
    public string? Topic { get; init; }

    /// <summary>Makes the records; may be null for rows of type string, byte[], <see cref="Utf8Slice"/> and <see cref="KafkaRecord"/>, whose value is the row.</summary>
    public ITopicEncoder<T>? Encoder { get; init; }

    /// <summary>Further options by name, such as <c>kafka.compression.type</c>.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();
}
