using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streaming.TestSupport;

/// <summary>What tests do to a broker behind the library's back.</summary>
public sealed class Topics : IDisposable
{
    private readonly IAdminClient _admin;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly string _servers;

    public Topics(string servers)
    {
        _servers = servers;
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).SetLogHandler((_, _) => { }).Build();
        _producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = servers, LingerMs = 0 }).SetLogHandler((_, _) => { }).SetKeySerializer(Serializers.ByteArray!).SetValueSerializer(Serializers.ByteArray!).Build();
    }

    public static string NewName(string prefix) => $"{prefix}-{Guid.NewGuid():N}"[..(prefix.Length + 9)];

    /// <summary>The JSON of offsets of partitions 0, 1, ...</summary>
    public static string Offsets(string topic, params IEnumerable<long> offsets) =>
        "{\"" + topic + "\":{" + string.Join(',', offsets.Select((offset, partition) => $"\"{partition}\":{offset}")) + "}}";

    /// <summary>Makes a topic with a name of its own.</summary>
    public async Task<string> CreateAsync(int partitions = 1, string prefix = "t", Dictionary<string, string>? configs = null, short replicas = 1)
    {
        string name = NewName(prefix);
        await _admin.CreateTopicsAsync([new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = replicas, Configs = new(configs ?? []) { ["retention.ms"] = "-1" } }]);
        for (int i = 0; i < 100 && _admin.GetMetadata(name, TimeSpan.FromSeconds(10)).Topics[0].Partitions.Count != partitions; i++)
        {
            await Task.Delay(50);
        }

        return name;
    }

    public async Task SendAsync(string topic, int partition, long? timestamp, params IEnumerable<string?> values)
    {
        var sent = values.Select(value => _producer.ProduceAsync(
            new TopicPartition(topic, partition),
            new Message<byte[]?, byte[]?>
            {
                Value = value is null ? null : Encoding.UTF8.GetBytes(value),
                Timestamp = timestamp is { } time ? new Timestamp(time, TimestampType.CreateTime) : Timestamp.Default,
            })).ToArray();
        await Task.WhenAll(sent);
    }

    public Task SendAsync(string topic, int partition, params IEnumerable<string?> values) => SendAsync(topic, partition, null, values);

    public Task AddPartitionsAsync(string topic, int total) => _admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = total }]);

    public Task DeleteRecordsAsync(string topic, int partition, long before) => _admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, partition, before)]);

    public async Task DeleteAsync(string topic)
    {
        await _admin.DeleteTopicsAsync([topic]);
        for (int i = 0; i < 200 && _admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Any(entry => entry.Topic == topic); i++)
        {
            await Task.Delay(50);
        }
    }

    public async Task<Dictionary<int, long>> CommittedAsync(string group, string topic, int partitions)
    {
        var found = await _admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, [.. Enumerable.Range(0, partitions).Select(partition => new TopicPartition(topic, partition))])]);
        return found[0].Partitions.ToDictionary(entry => entry.Partition.Value, entry => entry.Offset.Value);
    }

    /// <summary>All records of a topic, by partition and offset, without those of aborted transactions.</summary>
    public List<ConsumeResult<byte[]?, byte[]?>> ReadAll(string topic, bool committedOnly = true)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = _servers,
            GroupId = NewName("reader"),
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            IsolationLevel = committedOnly ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted,
        };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { })
            .SetKeyDeserializer(Deserializers.ByteArray!).SetValueDeserializer(Deserializers.ByteArray!).Build();
        var partitions = _admin.GetMetadata(topic, TimeSpan.FromSeconds(30)).Topics[0].Partitions;
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)));
        var all = new List<ConsumeResult<byte[]?, byte[]?>>();
        long start = TimeProvider.System.GetTimestamp();
        for (int open = partitions.Count; open > 0;)
        {
            var result = consumer.Consume(TimeSpan.FromMilliseconds(500));
            if (result is null)
            {
                if (TimeProvider.System.GetElapsedTime(start) > Eventually.Patience)
                {
                    throw new TimeoutException($"The end of topic {topic} was not reached; {all.Count} records were read.");
                }
            }
            else if (result.IsPartitionEOF)
            {
                open--;
            }
            else
            {
                all.Add(result);
            }
        }

        consumer.Close();
        return [.. all.OrderBy(result => result.Partition.Value).ThenBy(result => result.Offset.Value)];
    }

    /// <summary>Values of all records as texts, by partition and offset; null for a record without a value.</summary>
    public List<string?> ReadTexts(string topic, bool committedOnly = true) =>
        [.. ReadAll(topic, committedOnly).Select(result => result.Message.Value is { } value ? Encoding.UTF8.GetString(value) : null)];

    public IProducer<Null, string> Transactional()
    {
        var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _servers, TransactionalId = NewName("tx"), LingerMs = 0 }).SetLogHandler((_, _) => { }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        return producer;
    }

    public static void Transact(IProducer<Null, string> producer, bool commit, string topic, params string[] values)
    {
        producer.BeginTransaction();
        foreach (string value in values)
        {
            producer.Produce(new TopicPartition(topic, 0), new Message<Null, string> { Value = value });
        }

        producer.Flush(TimeSpan.FromSeconds(30));
        if (commit)
        {
            producer.CommitTransaction();
        }
        else
        {
            producer.AbortTransaction();
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        _admin.Dispose();
    }
}
