namespace Streaming.Kafka;

/// <summary>Asks the cluster for topics, partitions and offsets. Used by one thread.</summary>
/// <remarks>Every member throws <see cref="KafkaClientException"/>.</remarks>
internal interface IOffsetClient : IDisposable
{
    /// <summary>The partitions of a topic, in order; null where there is no such topic. Never creates it.</summary>
    IReadOnlyList<int>? Partitions(string topic);

    /// <summary>All topics but Kafka's own, with their partitions in order.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<int>> Topics();

    /// <summary>First offset of each partition.</summary>
    Dictionary<PartitionId, long> Earliest(IReadOnlyCollection<PartitionId> partitions);

    /// <summary>Offset after the last record that may be read, by the isolation level.</summary>
    Dictionary<PartitionId, long> Latest(IReadOnlyCollection<PartitionId> partitions);

    /// <summary>First offset whose timestamp is at least the given one (milliseconds); null where there is none.</summary>
    Dictionary<PartitionId, long?> AtTime(IReadOnlyDictionary<PartitionId, long> timestamps);
}
