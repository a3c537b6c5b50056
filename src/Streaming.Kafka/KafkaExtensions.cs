using Streaming.Kafka;

namespace Streaming;

/// <summary>Short forms of the Kafka source and sink.</summary>
public static class KafkaExtensions
{
    /// <summary>Reads Kafka topics.</summary>
    /// <param name="reader">The reader; its options count too.</param>
    /// <param name="servers">Addresses of the brokers, for example <c>localhost:9092</c>.</param>
    /// <param name="topics">Topics, separated by commas.</param>
    /// <example><code>var records = session.ReadStream().Kafka("localhost:9092", "lines");</code></example>
    public static DataStream<KafkaRecord> Kafka(this DataStreamReader reader, string servers, string topics) =>
        Kafka(reader, new KafkaSourceOptions { BootstrapServers = servers, Subscribe = topics });

    /// <summary>Reads Kafka topics.</summary>
    /// <param name="reader">The reader; its options count too.</param>
    /// <param name="options">What to read and where to start.</param>
    public static DataStream<KafkaRecord> Kafka(this DataStreamReader reader, KafkaSourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(options);
        return reader.Format("kafka").Options(options.ToOptions()).Load<KafkaRecord>();
    }

    /// <summary>Writes to a Kafka topic, at least once.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="writer">The writer; its options count too.</param>
    /// <param name="servers">Addresses of the brokers.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="encoder">Makes the records, for example a <see cref="KeyValueEncoder{T, TKey, TValue}"/>; null for rows that are text or bytes.</param>
    public static DataStreamWriter<T> Kafka<T>(this DataStreamWriter<T> writer, string servers, string topic, ITopicEncoder<T>? encoder = null) =>
        Kafka(writer, new KafkaSinkOptions<T> { BootstrapServers = servers, Topic = topic, Encoder = encoder });

    /// <summary>Writes to Kafka topics, at least once.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <param name="writer">The writer; its options count too.</param>
    /// <param name="options">Where to write and how.</param>
    public static DataStreamWriter<T> Kafka<T>(this DataStreamWriter<T> writer, KafkaSinkOptions<T> options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(options);
        writer.Format("kafka").Option("kafka.bootstrap.servers", options.BootstrapServers).Options(options.Others);
        if (options.Topic is { } topic)
        {
            writer.Option("topic", topic);
        }

        return options.Encoder is { } encoder ? writer.Settings(encoder) : writer;
    }

    /// <summary>Writes rows to a topic by key and value, at least once: primitives, strings and bytes as Kafka's own serializers do, everything else as JSON.</summary>
    /// <typeparam name="T">The type of the rows.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="writer">The writer; its options count too.</param>
    /// <param name="servers">Addresses of the brokers.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="key">Takes the key of a row.</param>
    /// <param name="value">Takes the value of a row.</param>
    /// <example><code>counts.WriteStream().OutputMode(OutputMode.Update).Kafka("localhost:9092", "counts", row => row.Key, row => row.Count)</code></example>
    public static DataStreamWriter<T> Kafka<T, TKey, TValue>(this DataStreamWriter<T> writer, string servers, string topic, Func<T, TKey?> key, Func<T, TValue?> value) =>
        Kafka(writer, servers, topic, new KeyValueEncoder<T, TKey, TValue>(key, Serdes.DefaultTopic<TKey>(), value, Serdes.DefaultTopic<TValue>()));
}
