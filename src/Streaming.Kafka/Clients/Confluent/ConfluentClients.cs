using Confluent.Kafka;

namespace Streaming.Kafka.Clients.Confluent;

/// <summary>Clients over Confluent.Kafka; no type of that package is seen outside this folder.</summary>
internal sealed class ConfluentClients : IKafkaClients
{
    public static ConfluentClients Instance { get; } = new();

    public IOffsetClient CreateOffsetClient(IReadOnlyDictionary<string, string> settings, CancellationToken stopping) => new ConfluentOffsetClient(settings, stopping);

    public IGroupOffsets CreateGroupOffsets(IReadOnlyDictionary<string, string> settings, string group) => new ConfluentGroupOffsets(settings, group);

    public IRecordFetcher CreateFetcher(FetchOptions options) => new ConfluentFetcher(options);

    public IRecordSender CreateSender(IReadOnlyDictionary<string, string> settings) => new ConfluentSender(settings);

    /// <summary>Settings of a consumer that is told where to read and never joins its group.</summary>
    internal static ConsumerConfig ConsumerConfig(IReadOnlyDictionary<string, string> settings)
    {
        var config = new ConsumerConfig
        {
            // librdkafka's default is a second, a stall whenever the queue of prefetched records was full.
            FetchQueueBackoffMs = 5,
            
            // The embedded broker does not wake a waiting fetch; ten requests a second from an idle reader cost nothing.
            FetchWaitMaxMs = 100,
            SocketNagleDisable = true,
            AllowAutoCreateTopics = false,
            ReconnectBackoffMaxMs = 1000,

            // Java's default (and so Spark's), where librdkafka's is read_committed.
            IsolationLevel = global::Confluent.Kafka.IsolationLevel.ReadUncommitted,
            GroupId = "streaming",
        };
        Apply(config, settings);
        config.EnableAutoCommit = false;
        config.EnableAutoOffsetStore = false;
        config.AutoOffsetReset = global::Confluent.Kafka.AutoOffsetReset.Error;
        config.EnablePartitionEof = true;
        return config;
    }

    internal static void Apply(Config config, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (name, value) in settings)
        {
            config.Set(name, value);
        }
    }

    /// <summary>Runs a builder, whose complaints about settings may quote values.</summary>
    internal static T Build<T>(Func<T> build, Config config)
    {
        try
        {
            return build();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or KafkaException or FormatException)
        {
            var named = config.Select(setting => setting.Key)
                .Where(name => error.Message.Contains($"\"{name}\"", StringComparison.Ordinal) || error.Message.Contains($"'{name}'", StringComparison.Ordinal))
                .MaxBy(name => name.Length);
            string reason = error.Message.Contains("No such configuration property", StringComparison.Ordinal) ? "there is no such setting"
                : named is not null ? "its value is not allowed"
                : ConfluentErrors.WithoutValues(error.Message, config);
            throw new KafkaClientException(KafkaFailure.Configuration, named is null
                ? $"The Kafka client refuses its settings: {reason}"
                : $"The Kafka client refuses the option 'kafka.{named}': {reason}. Names and values are those of Confluent.Kafka (librdkafka's CONFIGURATION.md).");
        }
    }
}
