using Streaming.Kafka;

namespace Streaming;

/// <summary>Short forms for writing to Kafka topics.</summary>
public static class KafkaWriterExtensions
{
    /// <summary>Writes rows of type string, byte[], <see cref="Utf8Slice"/> or <see cref="KafkaRecord"/> as values to a topic.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="bootstrapServers">Addresses such as <c>localhost:9092</c>, separated by commas.</param>
    /// <param name="topic">The topic.</param>
    public static DataStreamWriter<T> Kafka<T>(this DataStreamWriter<T> writer, string bootstrapServers, string topic)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return writer.Format("kafka").Option("kafka.bootstrap.servers", bootstrapServers).Option("topic", topic);
    }

    /// <summary>Writes rows to a topic by an encoder, for example a <see cref="KeyValueEncoder{T, TKey, TValue}"/>.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="bootstrapServers">Addresses such as <c>localhost:9092</c>, separated by commas.</param>
    /// <param name="topic">The topic; null where the encoder names it.</param>
    /// <param name="encoder">Makes records of rows.</param>
    public static DataStreamWriter<T> Kafka<T>(this DataStreamWriter<T> writer, string bootstrapServers, string? topic, ITopicEncoder<T> encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Format("kafka").Option("kafka.bootstrap.servers", bootstrapServers).Settings(encoder);
        return topic is null ? writer : writer.Option("topic", topic);
    }

    /// <summary>Writes rows to a topic by key and value: primitives, strings and bytes as Kafka's own serializers do, everything else as JSON.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="bootstrapServers">Addresses such as <c>localhost:9092</c>, separated by commas.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="key">Takes the key of a row.</param>
    /// <param name="value">Takes the value of a row.</param>
    /// <example><code>counts.WriteStream().OutputMode(OutputMode.Update).Kafka("localhost:9092", "counts", row => row.Key, row => row.Count.ToString())</code></example>
    public static DataStreamWriter<T> Kafka<T, TKey, TValue>(this DataStreamWriter<T> writer, string bootstrapServers, string topic, Func<T, TKey?> key, Func<T, TValue?> value) =>
        writer.Kafka(bootstrapServers, topic, new KeyValueEncoder<T, TKey, TValue>(key, Serdes.DefaultTopic<TKey>(), value, Serdes.DefaultTopic<TValue>()));
}
