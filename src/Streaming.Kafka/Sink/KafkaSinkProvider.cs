using Streaming.Kafka.Clients.Confluent;

namespace Streaming.Kafka;

/// <summary>The sink <c>kafka</c>: at least once, by an idempotent producer a worker.</summary>
/// <remarks>
/// Options: <c>topic</c> (beats a row's own topic), <c>kafka.bootstrap.servers</c> and other <c>kafka.*</c>, <c>includeHeaders</c> (false drops the
/// headers that an encoder gives). The settings are an <see cref="ITopicEncoder{T}"/> or a <c>Func&lt;ITopicEncoder&lt;T&gt;&gt;</c> that makes one a worker; rows of type
/// string, byte[], <see cref="Utf8Slice"/>, <see cref="KafkaRecord"/> and <see cref="DeadLetterRecord"/> need none.
/// A writer holds at most 100,000 records and 64 MiB that are not delivered yet (<c>kafka.queue.buffering.max.messages</c>, <c>kafka.queue.buffering.max.kbytes</c>); then it waits.
/// </remarks>
public sealed class KafkaSinkProvider : IStreamSinkProvider
{
    /// <inheritdoc/>
    public string ShortName => "kafka";

    /// <inheritdoc/>
    public bool AllowsTemporaryCheckpoint => false;

    /// <inheritdoc/>
    public IStreamSink<T> CreateSink<T>(SinkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var client = ClientSettings.ForSink(context.Options);
        string? topic = context.Options.Get("topic");
        bool withHeaders = context.Options.GetBoolean("includeHeaders", true);
        Func<ITopicEncoder<T>> encoder = context.Settings switch
        {
            null => TopicEncoders.For<T>(context) is { } known ? () => TopicEncoders.For<T>(context) ?? known : throw Unsupported<T>(),
            Func<ITopicEncoder<T>> factory => factory,
            ITopicEncoder<T> shared => () => shared,
            var other => throw new StreamingException(
                "SINK_SETTINGS", $"The settings of sink 'kafka' are a {other.GetType().Name}; for rows of type {typeof(T).Name} they must be an ITopicEncoder<{typeof(T).Name}>."),
        };

        if (topic is null && (context.Settings is TopicEncoder<T> { NamesTopic: false } || (context.Settings is null && encoder() is not TopicEncoder<T> { NamesTopic: true })))
        {
            throw new StreamingException(
                "KAFKA_TOPIC_REQUIRED", "topic option required when no 'topic' attribute is present. Use the topic option for setting a topic.");
        }

        return new KafkaSink<T>(client, topic, withHeaders, encoder, ConfluentClients.Instance);
    }

    private static StreamingException Unsupported<T>()
    {
        var type = typeof(T);
        string name = type == typeof(int) ? "int" : type == typeof(long) ? "bigint" : type == typeof(double) ? "double" : type == typeof(float) ? "float"
            : type == typeof(bool) ? "boolean" : type == typeof(short) ? "smallint" : type == typeof(decimal) ? "decimal" : type.Name;
        return new StreamingException(
            "KAFKA_VALUE_TYPE",
            $"value attribute unsupported type {name}. value must be a(n) string or binary. Map the rows to string or byte[], or give the sink an encoder (KeyValueEncoder).");
    }
}
