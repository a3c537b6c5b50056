using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streaming.Kafka.Tests;

/// <summary>Does the Kafka part of a recorded step on a real broker, with the recorded topics.</summary>
internal sealed class KafkaSteps : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _servers;
    private readonly IAdminClient _admin;
    private IProducer<byte[]?, byte[]?> _producer;
    private IProducer<byte[]?, byte[]?>? _transactional;
    private TopicPartition? _sentTo;

    public KafkaSteps(string servers)
    {
        _servers = servers;
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).SetLogHandler((_, _) => { }).Build();
        _producer = Producer(new ProducerConfig { BootstrapServers = servers, LingerMs = 0 });
    }

    /// <summary>What the steps read, one list of values or one error's text each.</summary>
    public List<object> Reads { get; } = [];

    public async Task DoAsync(JsonElement steps)
    {
        foreach (var step in steps.EnumerateArray().Select(step => step.EnumerateObject().Single()))
        {
            await DoAsync(step.Name, step.Value);
        }
    }

    public void Dispose()
    {
        _transactional?.Dispose();
        _producer.Dispose();
        _admin.Dispose();
    }

    private async Task DoAsync(string name, JsonElement value)
    {
        switch (name)
        {
            case "create":
                await _admin.CreateTopicsAsync([new TopicSpecification { Name = Topic(value), NumPartitions = value.GetProperty("partitions").GetInt32(), ReplicationFactor = 1 }]);
                await UntilPartitionsAsync(Topic(value), value.GetProperty("partitions").GetInt32());
                break;
            case "addPartitions":
                await _admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = Topic(value), IncreaseTo = value.GetProperty("total").GetInt32() }]);
                await UntilPartitionsAsync(Topic(value), value.GetProperty("total").GetInt32());
                _producer.Dispose(); // it does not know the new partitions
                _producer = Producer(new ProducerConfig { BootstrapServers = _servers, LingerMs = 0 });
                break;
            case "send":
                foreach (var message in Messages(value))
                {
                    await _producer.ProduceAsync(Partition(value), message);
                }

                break;
            case "deleteRecords":
                await _admin.DeleteRecordsAsync([new TopicPartitionOffset(Partition(value), value.GetProperty("before").GetInt64())]);
                break;
            case "begin":
                BeginTransaction();
                break;
            case "txsend":
                _sentTo = Partition(value);
                foreach (var message in Messages(value))
                {
                    _transactional!.Produce(_sentTo, message);
                }

                _transactional!.Flush(Patience);
                break;
            case "commit":
                _transactional!.CommitTransaction();
                await UntilStableAsync();
                break;
            case "abort":
                _transactional!.AbortTransaction();
                await UntilStableAsync();
                break;
            case "read":
                Reads.Add(Read(value.GetProperty("options")));
                break;
            default:
                throw new InvalidOperationException($"The Kafka step '{name}' is not known here.");
        }
    }

    private void BeginTransaction()
    {
        if (_transactional is null)
        {
            _transactional = Producer(new ProducerConfig { BootstrapServers = _servers, TransactionalId = Topics.NewName("replay"), LingerMs = 0 });
            _transactional.InitTransactions(Patience);
        }

        _transactional.BeginTransaction();
    }

    private object Read(JsonElement options)
    {
        var all = options.EnumerateObject().Select(option => KeyValuePair.Create(option.Name, option.Value.GetString()!)).Append(new("kafka.bootstrap.servers", _servers));
        try
        {
            using var read = KafkaBoundedRead.Open(new StreamOptions(all));
            using var reader = read.CreateReader();
            return SourceRun.ReadAll(reader, read.Splits).Select(row => row.Value).Order(StringComparer.Ordinal).ToList();
        }
        catch (StreamingException error)
        {
            return error.Message;
        }
    }

    // A commit of a transaction is seen a little later: until then the stable end is behind the end.
    private async Task UntilStableAsync()
    {
        using var committed = Consumer(IsolationLevel.ReadCommitted);
        using var uncommitted = Consumer(IsolationLevel.ReadUncommitted);
        await UntilAsync(() => committed.QueryWatermarkOffsets(_sentTo!, Patience).High == uncommitted.QueryWatermarkOffsets(_sentTo!, Patience).High);
    }

    private Task UntilPartitionsAsync(string topic, int count) => UntilAsync(() => _admin.GetMetadata(topic, Patience).Topics[0] is { } found && found.Partitions.Count == count && found.Partitions.TrueForAll(partition => partition.Leader >= 0));

    private static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "The broker does not follow.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private IConsumer<byte[], byte[]> Consumer(IsolationLevel level) =>
        new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = _servers, GroupId = "replay", IsolationLevel = level }).SetLogHandler((_, _) => { }).Build();

    private static IProducer<byte[]?, byte[]?> Producer(ProducerConfig config) =>
        new ProducerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).SetKeySerializer(Serializers.ByteArray!).SetValueSerializer(Serializers.ByteArray!).Build();

    private static string Topic(JsonElement value) => value.GetProperty("topic").GetString()!;

    private static TopicPartition Partition(JsonElement value) => new(Topic(value), value.GetProperty("partition").GetInt32());

    private static IEnumerable<Message<byte[]?, byte[]?>> Messages(JsonElement value) => value.GetProperty("values").EnumerateArray().Select(text => new Message<byte[]?, byte[]?>
    {
        Key = value.TryGetProperty("key", out var key) ? Encoding.UTF8.GetBytes(key.GetString()!) : null,
        Value = text.GetString() is { } content ? Encoding.UTF8.GetBytes(content) : null,
        Timestamp = value.TryGetProperty("timestamp", out var time) ? new Timestamp(time.GetInt64(), TimestampType.CreateTime) : Timestamp.Default,
    });
}
