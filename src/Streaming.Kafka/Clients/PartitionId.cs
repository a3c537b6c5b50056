namespace Streaming.Kafka;

/// <summary>A partition of a topic; ordered by topic, then number, as Spark writes offsets.</summary>
internal readonly record struct PartitionId(string Topic, int Partition) : IComparable<PartitionId>
{
    public int CompareTo(PartitionId other)
    {
        int byTopic = string.CompareOrdinal(Topic, other.Topic);
        return byTopic != 0 ? byTopic : Partition.CompareTo(other.Partition);
    }

    public override string ToString() => $"{Topic}-{Partition}";
}
