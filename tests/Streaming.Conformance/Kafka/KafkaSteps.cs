using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streaming.Kafka;

namespace Streaming.Conformance;

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
        _producer = Producer(new ProducerConfig { BootstrapServers = servers, LingerMs = 0, EnableIdempotence = true });
    }

    /// <summary>What the steps read, a text each.</summary>
    public List<string> Reads { get; } = [];

    /// <summary>A recorded read as <see cref="Reads"/> has it.</summary>
    public static string ReadText(JsonElement read) => read.Has("values", out var values)
        ? string.Join(",", values.Texts().Order(StringComparer.Ordinal))
        : read.GetProperty("error").GetProperty("top").Text("message")!;

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
                await CreateAsync(Topic(value), value.GetProperty("partitions").GetInt32());
                break;
            case "addPartitions":
                await _admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = Topic(value), IncreaseTo = value.GetProperty("total").GetInt32() }]);
                await UntilPartitionsAsync(Topic(value), value.GetProperty("total").GetInt32());
                _producer.Dispose(); // it does not know the new partitions
                _producer = Producer(new ProducerConfig { BootstrapServers = _servers, LingerMs = 0, EnableIdempotence = true });
                break;
            case "send":
                await Task.WhenAll(Messages(value).Select(message => _producer.ProduceAsync(Partition(value), message)));
                break;
            case "deleteRecords":
                await _admin.DeleteRecordsAsync([new TopicPartitionOffset(Partition(value), value.GetProperty("before").GetInt64())]);
                break;
            case "deleteTopic":
                await _admin.DeleteTopicsAsync([Topic(value)]);
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
                Reads.Add(await Task.Run(() => Read(value.GetProperty("options"))));
                break;
            default:
                throw new MissingFeatureException($"Kafka step {name}");
        }
    }

    // A topic of that name may be left from another run against the same broker.
    private async Task CreateAsync(string topic, int partitions)
    {
        var specification = new TopicSpecification { Name = topic, NumPartitions = partitions, ReplicationFactor = 1 };
        try
        {
            await _admin.CreateTopicsAsync([specification]);
        }
        catch (CreateTopicsException error) when (error.Results.Exists(result => result.Error.Code == ErrorCode.TopicAlreadyExists))
        {
            await _admin.DeleteTopicsAsync([topic]);
            await UntilAsync(() => _admin.GetMetadata(Patience).Topics.TrueForAll(found => found.Topic != topic));
            await _admin.CreateTopicsAsync([specification]);
        }

        await UntilPartitionsAsync(topic, partitions);
    }

    private void BeginTransaction()
    {
        if (_transactional is null)
        {
            _transactional = Producer(new ProducerConfig { BootstrapServers = _servers, TransactionalId = $"conformance-{Guid.NewGuid()}", LingerMs = 0 });
            _transactional.InitTransactions(Patience);
        }

        _transactional.BeginTransaction();
    }

    private string Read(JsonElement options)
    {
        var all = options.EnumerateObject().Select(option => KeyValuePair.Create(option.Name, option.Value.ToString())).Append(new("kafka.bootstrap.servers", _servers));
        try
        {
            using var read = KafkaBoundedRead.Open(new StreamOptions(all));
            using var reader = read.CreateReader();
            var values = new List<string>();
            reader.BeginEpoch(0, read.Splits);
            while (true)
            {
                var status = reader.Read(TimeSpan.FromMilliseconds(200), out var batch, CancellationToken.None);
                if (status == SourceReadStatus.EndOfEpoch)
                {
                    return string.Join(",", values.Order(StringComparer.Ordinal));
                }

                for (int i = 0; status == SourceReadStatus.Batch && i < batch!.Count; i++)
                {
                    values.Add(batch.Values[i].ValueText);
                }
            }
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

    private Task UntilPartitionsAsync(string topic, int count) => UntilAsync(() =>
        _admin.GetMetadata(topic, Patience).Topics[0] is { } found && found.Partitions.Count == count && found.Partitions.TrueForAll(partition => partition.Leader >= 0));

    private static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException("The broker does not follow.");
            }

            await Task.Delay(20);
        }
    }

    private IConsumer<byte[], byte[]> Consumer(IsolationLevel level) =>
        new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = _servers, GroupId = "conformance", IsolationLevel = level }).SetLogHandler((_, _) => { }).Build();

    private static IProducer<byte[]?, byte[]?> Producer(ProducerConfig config) =>
        new ProducerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).SetKeySerializer(Serializers.ByteArray!).SetValueSerializer(Serializers.ByteArray!).Build();

    private static string Topic(JsonElement value) => value.Text("topic")!;

    private static TopicPartition Partition(JsonElement value) => new(Topic(value), value.GetProperty("partition").GetInt32());

    private static IEnumerable<Message<byte[]?, byte[]?>> Messages(JsonElement value) => value.GetProperty("values").EnumerateArray().Select(text => new Message<byte[]?, byte[]?>
    {
        Key = value.Text("key") is { } key ? Encoding.UTF8.GetBytes(key) : null,
        Value = text.GetString() is { } content ? Encoding.UTF8.GetBytes(content) : null,
        Timestamp = value.Has("timestamp", out var time) ? new Timestamp(time.GetInt64(), TimestampType.CreateTime) : Timestamp.Default,
        Headers = HeadersOf(value),
    });

    private static Headers? HeadersOf(JsonElement value)
    {
        if (!value.Has("headers", out var headers))
        {
            return null;
        }

        var made = new Headers();
        foreach (var header in headers.ValueKind == JsonValueKind.Object ? headers.EnumerateObject().Select(header => (header.Name, header.Value.GetString())) : headers.EnumerateArray().Select(header => (header[0].GetString()!, header[1].GetString())))
        {
            made.Add(header.Item1, header.Item2 is { } text ? Encoding.UTF8.GetBytes(text) : null);
        }

        return made;
    }
}
