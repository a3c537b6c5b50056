using Confluent.Kafka;

namespace Streaming.Kafka.Clients.Confluent;

/// <summary>librdkafka's mock cluster; it lives as long as this handle.</summary>
internal sealed class MockCluster : IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly IAdminClient _metadata;

    public MockCluster(int brokers, TimeSpan timeout)
    {
        // A producer, for only producers are allowed to create topics by asking for them.
        var config = new ProducerConfig { AllowAutoCreateTopics = true };
        config.Set("test.mock.num.brokers", brokers.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _producer = new ProducerBuilder<byte[]?, byte[]?>(config).SetErrorHandler(static (_, _) => { }).SetLogHandler(static (_, _) => { }).Build();
        _metadata = new DependentAdminClientBuilder(_producer.Handle).Build();
        try
        {
            BootstrapServers = string.Join(',', _metadata.GetMetadata(timeout).Brokers.OrderBy(broker => broker.BrokerId).Select(broker => $"{broker.Host}:{broker.Port}"));
        }
        catch (KafkaException error)
        {
            Dispose();
            throw ConfluentErrors.Of(error.Error, cause: error);
        }
    }

    public string BootstrapServers { get; }

    /// <summary>Makes a topic where there is none, and returns its number of partitions.</summary>
    public int CreateTopic(string topic, TimeSpan timeout)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                var found = _metadata.GetMetadata(topic, timeout).Topics.FirstOrDefault(entry => entry.Topic == topic);
                if (found is { Partitions.Count: > 0 })
                {
                    return found.Partitions.Count;
                }

                if (TimeProvider.System.GetElapsedTime(start) > timeout)
                {
                    throw new KafkaClientException(KafkaFailure.UnknownTopicOrPartition, $"the topic '{topic}' could not be created");
                }
            }
            catch (KafkaException error)
            {
                throw ConfluentErrors.Of(error.Error, cause: error);
            }
        }
    }

    public void Dispose()
    {
        _metadata?.Dispose();
        _producer.Dispose();
    }
}
