namespace Streaming.Testing;

/// <summary>Writes rows to topics in memory, at least once; the rows of an epoch appear together when its writer has ended it.</summary>
internal sealed class MemoryTopicSink<T>(MemoryTopics topics, string? topic, bool withHeaders, ITopicEncoder<T> encoder, TimeProvider time) : IStreamSink<T>
{
    private Writer? _writer;

    public string Description => $"KafkaSink[{topic ?? "topic of each row"}]";

    // There is one worker.
    public ISinkWriter<T> CreateWriter(int worker) => _writer = new Writer(this);

    public long Commit(long epoch) => _writer?.Written ?? 0;

    public void Dispose()
    {
    }

    private sealed class Writer(MemoryTopicSink<T> sink) : ISinkWriter<T>
    {
        private readonly TopicRecord _record = new();
        private readonly List<Pending> _pending = [];

        public long Written { get; private set; }

        public void BeginEpoch(long epoch)
        {
            Written = 0;
            _pending.Clear();
        }

        public void Write(RecordBatch<T> batch, CancellationToken cancellationToken)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                _record.Clear();
                sink.Encode(batch.Values[i], batch.Timestamps[i], _record);
                _pending.Add(sink.ToPending(_record));
            }

            Written += batch.Count;
        }

        public void EndEpoch(CancellationToken cancellationToken)
        {
            long now = sink.Now;
            foreach (var record in _pending)
            {
                sink.Produce(record, now);
            }

            _pending.Clear();
        }

        public void Abort(Exception error) => _pending.Clear();

        public void Dispose()
        {
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Encode(T row, long timestamp, TopicRecord record) => encoder.Encode(row, timestamp, record);

    private Pending ToPending(TopicRecord record)
    {
        string name = topic ?? record.Topic ?? throw new StreamingException(
            "KAFKA_NULL_TOPIC_IN_DATA", "[KAFKA_NULL_TOPIC_IN_DATA] The Kafka message topic cannot be null. A row has no topic: set it in the encoder, or use the option 'topic' for all rows.");
        var target = topics.GetOrAdd(name);
        if (record.Partition is { } partition && (partition < 0 || partition >= target.PartitionCount))
        {
            throw new StreamingException(
                "KAFKA_PARTITION",
                $"A row for topic '{name}' names the partition {partition}; the topic has the partitions 0 to {target.PartitionCount - 1}. Leave it null to let the partitioner choose, or say the number of partitions in TopologyTestDriverOptions.Topics.")
            { Topic = name, Partition = partition };
        }

        return new Pending(
            target, record.Partition, record.HasKey ? record.Key.WrittenSpan.ToArray() : null, record.HasValue ? record.Value.WrittenSpan.ToArray() : null,
            record.TimestampMs, withHeaders ? record.Headers : null);
    }

    private void Produce(Pending record, long now) =>
        topics.Produce(record.Topic, record.Partition, record.Key, record.Value, record.TimestampMs ?? now, record.Headers);

    private readonly record struct Pending(MemoryTopic Topic, int? Partition, byte[]? Key, byte[]? Value, long? TimestampMs, IReadOnlyList<KafkaHeader>? Headers);
}
