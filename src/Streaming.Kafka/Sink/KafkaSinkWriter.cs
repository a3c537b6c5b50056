namespace Streaming.Kafka;

/// <summary>Writes a worker's rows.</summary>
internal sealed class KafkaSinkWriter<T>(IRecordSender sender, ITopicEncoder<T> encoder, string? topic, bool withHeaders, string servers) : ISinkWriter<T>
{
    private readonly TopicRecord _record = new();

    /// <summary>Rows of the epoch.</summary>
    public long Written { get; private set; }

    public void BeginEpoch(long epoch) => Written = 0;

    public void Write(RecordBatch<T> batch, CancellationToken cancellationToken)
    {
        var record = _record;
        var values = batch.Values;
        var timestamps = batch.Timestamps;
        int count = batch.Count;
        try
        {
            for (int i = 0; i < count; i++)
            {
                record.Clear();
                encoder.Encode(values[i], timestamps[i], record);
                string target = topic ?? record.Topic ?? throw NullTopic();
                if (record.Partition < 0)
                {
                    throw BadPartition(target, record.Partition.Value);
                }

                if (!withHeaders)
                {
                    record.Headers = null;
                }

                sender.Send(target, record, cancellationToken);
            }
        }
        catch (SendFailedException failure)
        {
            throw Error(failure);
        }

        Written += count;
    }

    public void EndEpoch(CancellationToken cancellationToken)
    {
        try
        {
            sender.Flush(cancellationToken);
        }
        catch (SendFailedException failure)
        {
            throw Error(failure);
        }
    }

    public void Abort(Exception error) => sender.Abort();

    public void Dispose() => sender.Dispose();

    private static StreamingException NullTopic() => new(
        "KAFKA_NULL_TOPIC_IN_DATA", "[KAFKA_NULL_TOPIC_IN_DATA] The Kafka message topic cannot be null. A row has no topic: set it in the encoder, or use the option 'topic' for all rows.");

    private static StreamingException BadPartition(string target, int partition) => new(
        "KAFKA_PARTITION", $"A row for topic '{target}' names the partition {partition}; partitions start at 0. Leave it null to let the partitioner choose.") { Topic = target, Partition = partition };

    private StreamingException Error(SendFailedException failure)
    {
        string where = failure.Partition >= 0 ? $"partition {failure.Partition} of topic '{failure.Topic}'" : $"topic '{failure.Topic}'";
        string advice = failure.Failure switch
        {
            KafkaFailure.RecordTooLarge =>
                " The record is larger than the client or the broker allows: raise 'kafka.message.max.bytes' here and 'max.message.bytes' of the topic, or write smaller records.",
            KafkaFailure.UnknownTopicOrPartition => " Check that the topic exists and has that partition.",
            KafkaFailure.Authentication => " The broker refuses the credentials: check the options 'kafka.security.protocol' and 'kafka.sasl.*'.",
            KafkaFailure.Authorization => " Grant the user the right to write, or use another.",
            KafkaFailure.Unreachable => " Check that the brokers run and the option 'kafka.bootstrap.servers'.",
            _ => "",
        };
        return new StreamingException(
            failure.Failure switch
            {
                KafkaFailure.RecordTooLarge => "KAFKA_RECORD_TOO_LARGE",
                KafkaFailure.Authentication => "KAFKA_AUTHENTICATION",
                KafkaFailure.Authorization => "KAFKA_AUTHORIZATION",
                KafkaFailure.UnknownTopicOrPartition => "UNKNOWN_TOPIC_OR_PARTITION",
                KafkaFailure.Unreachable => "KAFKA_UNREACHABLE",
                _ => "KAFKA_DELIVERY",
            },
            $"A record was not delivered to {where} at {servers}: {failure.Message}.{advice} The epoch fails and is run again when the query starts again.",
            failure)
        {
            Topic = failure.Topic,
            Partition = failure.Partition >= 0 ? failure.Partition : null,
        };
    }
}
