namespace Streaming.Kafka;

/// <summary>Commits offsets to a consumer group. Used by one thread.</summary>
internal interface IGroupOffsets : IDisposable
{
    /// <summary>Commits; throws <see cref="KafkaClientException"/>.</summary>
    void Commit(IReadOnlyDictionary<PartitionId, long> offsets);
}
