namespace Streaming.Testing;

/// <summary>The sink <c>kafka</c> of a driver: takes the settings of the real one.</summary>
internal sealed class MemoryTopicSinkProvider(MemoryTopics topics) : IStreamSinkProvider
{
    public string ShortName => "kafka";

    public bool AllowsTemporaryCheckpoint => true;

    public IStreamSink<T> CreateSink<T>(SinkContext context)
    {
        foreach (string name in context.Options.WithPrefix("kafka.").Keys)
        {
            if (name.ToLowerInvariant() is "key.serializer" or "value.serializer" or "interceptor.classes" or "transactional.id")
            {
                throw TopicSourceSettings.Refused($"Kafka option '{name}' is not supported");
            }
        }

        string? topic = context.Options.Get("topic");
        bool withHeaders = context.Options.GetBoolean("includeHeaders", true);
        var encoder = context.Settings switch
        {
            null => TopicEncoders.For<T>(context) ?? throw new StreamingException(
                "KAFKA_VALUE_TYPE",
                $"value attribute unsupported type {TypeNames.Of(typeof(T))}. value must be a(n) string or binary. Map the rows to string or byte[], or give the sink an encoder (KeyValueEncoder)."),
            Func<ITopicEncoder<T>> factory => factory(),
            ITopicEncoder<T> shared => shared,
            var other => throw new StreamingException(
                "SINK_SETTINGS", $"The settings of sink 'kafka' are a {TypeNames.Of(other.GetType())}; for rows of type {TypeNames.Of(typeof(T))} they must be an ITopicEncoder<{TypeNames.Of(typeof(T))}>."),
        };
        if (topic is null && (encoder is TopicEncoder<T> { NamesTopic: false } || (context.Settings is null && encoder is not TopicEncoder<T>)))
        {
            throw new StreamingException(
                "KAFKA_TOPIC_REQUIRED", "topic option required when no 'topic' attribute is present. Use the topic option for setting a topic.");
        }

        if (topic is not null)
        {
            topics.GetOrAdd(topic);
        }

        return new MemoryTopicSink<T>(topics, topic, withHeaders, encoder, context.Time);
    }
}
