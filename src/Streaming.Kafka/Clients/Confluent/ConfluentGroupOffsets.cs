using Confluent.Kafka;

namespace Streaming.Kafka.Clients.Confluent;

/// <summary>Commits to a group without joining it.</summary>
internal sealed class ConfluentGroupOffsets : IGroupOffsets
{
    private readonly IConsumer<Ignore, Ignore> _consumer;

    public ConfluentGroupOffsets(IReadOnlyDictionary<string, string> settings, string group)
    {
        var config = ConfluentClients.ConsumerConfig(settings);
        config.GroupId = group;
        _consumer = ConfluentClients.Build(
            () => new ConsumerBuilder<Ignore, Ignore>(config).SetErrorHandler(static (_, _) => { }).SetLogHandler(static (_, _) => { }).Build(),
            config);
    }

    public void Commit(IReadOnlyDictionary<PartitionId, long> offsets)
    {
        try
        {
            _consumer.Commit(offsets.Select(entry => new TopicPartitionOffset(entry.Key.Topic, entry.Key.Partition, entry.Value)));
        }
        catch (KafkaException error)
        {
            throw ConfluentErrors.Of(error.Error, cause: error);
        }
    }

    public void Dispose() => _consumer.Dispose();
}
