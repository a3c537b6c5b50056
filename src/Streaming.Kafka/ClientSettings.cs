namespace Streaming.Kafka;

/// <summary>The <c>kafka.*</c> options: passed to the client, but for those that the source or sink sets itself.</summary>
internal static class ClientSettings
{
    /// <summary>Names of Java's client that Confluent's does not have, with what takes their place.</summary>
    private static readonly Dictionary<string, string> JavaOnly = new(StringComparer.Ordinal)
    {
        ["sasl.jaas.config"] = "'kafka.sasl.username' and 'kafka.sasl.password'",
        ["sasl.login.class"] = "'kafka.sasl.mechanism' and its own options",
        ["sasl.login.callback.handler.class"] = "'kafka.sasl.oauthbearer.method' and the other 'kafka.sasl.oauthbearer.*' options",
        ["sasl.client.callback.handler.class"] = "'kafka.sasl.oauthbearer.method' and the other 'kafka.sasl.oauthbearer.*' options",
        ["sasl.kerberos.kinit.cmd"] = "'kafka.sasl.kerberos.kinit.cmd' is set by default",
        ["ssl.truststore.location"] = "'kafka.ssl.ca.location' (a file with PEM certificates)",
        ["ssl.truststore.password"] = "'kafka.ssl.ca.location' (PEM certificates need no password)",
        ["ssl.truststore.type"] = "'kafka.ssl.ca.location' (a file with PEM certificates)",
        ["ssl.truststore.certificates"] = "'kafka.ssl.ca.pem'",
        ["ssl.keystore.type"] = "'kafka.ssl.keystore.location' (PKCS#12), or 'kafka.ssl.certificate.location' and 'kafka.ssl.key.location' (PEM)",
        ["ssl.keystore.key"] = "'kafka.ssl.key.pem'",
        ["ssl.keystore.certificate.chain"] = "'kafka.ssl.certificate.pem'",
        ["ssl.protocol"] = "nothing: the newest TLS version is negotiated",
        ["ssl.enabled.protocols"] = "nothing: the newest TLS version is negotiated",
        ["ssl.engine.factory.class"] = "the 'kafka.ssl.*' options",
        ["fetch.max.wait.ms"] = "'kafka.fetch.wait.max.ms'",
        ["default.api.timeout.ms"] = "'kafka.socket.timeout.ms'",
        ["receive.buffer.bytes"] = "'kafka.socket.receive.buffer.bytes'",
        ["send.buffer.bytes"] = "'kafka.socket.send.buffer.bytes'",
        ["max.request.size"] = "'kafka.message.max.bytes'",
        ["buffer.memory"] = "'kafka.queue.buffering.max.kbytes'",
        ["max.block.ms"] = "nothing: a full queue holds the query up until there is room",
        ["partitioner.class"] = "'kafka.partitioner' (murmur2_random is Java's default)",
        ["partitioner.ignore.keys"] = "'kafka.partitioner'",
        ["metric.reporters"] = "'kafka.statistics.interval.ms'",
        ["security.providers"] = "the 'kafka.ssl.*' options",
    };

    private static readonly string[] RefusedAnywhere = ["interceptor.classes"];

    /// <summary>Settings of a source's clients, names lower case and without the prefix.</summary>
    public static Dictionary<string, string> ForSource(StreamOptions options)
    {
        var settings = Read(options);
        if (settings.ContainsKey("auto.offset.reset"))
        {
            throw KafkaErrors.Option(
                "Kafka option 'auto.offset.reset' is not supported.\n" +
                "Instead set the source option 'startingoffsets' to 'earliest' or 'latest'\n" +
                "to specify where to start. Structured Streaming manages which offsets are consumed\n" +
                "internally, rather than relying on the kafkaConsumer to do it. This will ensure that no\n" +
                "data is missed when new topics/partitions are dynamically subscribed. Note that\n" +
                "'startingoffsets' only applies when a new Streaming query is started, and\n" +
                "that resuming will always pick up from where the query left off. See the docs for more\n" +
                "details.");
        }

        foreach (string part in (string[])["key", "value"])
        {
            if (settings.ContainsKey(part + ".deserializer"))
            {
                throw KafkaErrors.Option(
                    $"Kafka option '{part}.deserializer' is not supported as {part}s are deserialized as byte arrays with ByteArrayDeserializer. Use DataFrame operations to explicitly deserialize the {part}s.");
            }

            if (settings.ContainsKey(part + ".serializer"))
            {
                throw KafkaErrors.Option($"Kafka option '{part}.serializer' is not supported by a source: it reads bytes.");
            }
        }

        foreach (string name in (string[])["enable.auto.commit", "enable.auto.offset.store", "enable.partition.eof", "dotnet.consumer.consume.result.fields", .. RefusedAnywhere])
        {
            if (settings.ContainsKey(name))
            {
                throw KafkaErrors.Option($"Kafka option '{name}' is not supported");
            }
        }

        return Checked(settings, "consumer");
    }

    /// <summary>Settings of a sink's clients.</summary>
    public static Dictionary<string, string> ForSink(StreamOptions options)
    {
        var settings = Read(options);
        foreach (string part in (string[])["key", "value"])
        {
            if (settings.ContainsKey(part + ".serializer"))
            {
                throw KafkaErrors.Option($"Kafka option '{part}.serializer' is not supported as {part}s are serialized with ByteArraySerializer.");
            }
        }

        foreach (string name in (string[])["dotnet.producer.enable.background.poll", "dotnet.producer.enable.delivery.reports", "dotnet.producer.delivery.report.fields", "delivery.report.only.error", "transactional.id", .. RefusedAnywhere])
        {
            if (settings.ContainsKey(name))
            {
                throw KafkaErrors.Option($"Kafka option '{name}' is not supported");
            }
        }

        return Checked(settings, "producer");
    }

    private static Dictionary<string, string> Read(StreamOptions options) => options.WithPrefix("kafka.")
        .ToDictionary(entry => entry.Key.ToLowerInvariant(), entry => entry.Value, StringComparer.Ordinal);

    private static Dictionary<string, string> Checked(Dictionary<string, string> settings, string client)
    {
        if (!settings.TryGetValue("bootstrap.servers", out string? servers) || servers.Trim().Length == 0)
        {
            throw KafkaErrors.Option($"Option 'kafka.bootstrap.servers' must be specified for configuring Kafka {client}");
        }

        foreach (string name in settings.Keys)
        {
            if (JavaOnly.TryGetValue(name, out string? instead))
            {
                throw KafkaErrors.Option($"Kafka option 'kafka.{name}' belongs to Java's client. Use {instead} instead.");
            }
        }

        return settings;
    }
}
