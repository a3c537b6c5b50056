namespace Streaming.Kafka;

/// <summary>A record was not delivered.</summary>
internal sealed class SendFailedException(KafkaFailure failure, string topic, int partition, string reason) : Exception(reason)
{
    public KafkaFailure Failure { get; } = failure;

    public string Topic { get; } = topic;

    /// <summary>-1 where it was refused before it had one.</summary>
    public int Partition { get; } = partition;
}
