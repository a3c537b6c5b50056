using Streaming.Kafka;

namespace Streaming;

/// <summary>Short forms for reading Kafka topics.</summary>
public static class KafkaReaderExtensions
{
    /// <summary>Reads topics. The same as <c>Format("kafka")</c> with <c>kafka.bootstrap.servers</c> and <c>subscribe</c>; other options are set before.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="bootstrapServers">Addresses such as <c>localhost:9092</c>, separated by commas.</param>
    /// <param name="topics">Topics, separated by commas.</param>
    /// <example><code>session.ReadStream().Option("startingOffsets", "earliest").Kafka("localhost:9092", "lines")</code></example>
    public static DataStream<KafkaRecord> Kafka(this DataStreamReader reader, string bootstrapServers, string topics)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.Format("kafka").Option("kafka.bootstrap.servers", bootstrapServers).Option("subscribe", topics).Load<KafkaRecord>();
    }

    /// <summary>Reads topics with typed options.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="options">The options; each stands for the option text of the same name.</param>
    public static DataStream<KafkaRecord> Kafka(this DataStreamReader reader, KafkaSourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(options);
        return reader.Format("kafka").Options(options.ToOptions()).Load<KafkaRecord>();
    }
}
