namespace Streaming.Kafka;

/// <summary>What a client throws; the code above turns it into a <see cref="StreamingException"/> that names the option or partition.</summary>
internal sealed class KafkaClientException(KafkaFailure failure, string reason, Exception? innerException = null) : Exception(reason, innerException)
{
    public KafkaFailure Failure { get; } = failure;

    public bool IsRetriable => Failure is KafkaFailure.Unreachable or KafkaFailure.Transient;
}
