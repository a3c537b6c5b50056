using System.Buffers;
using Streaming.Kafka.Clients.Confluent;

namespace Streaming.Kafka;

/// <summary>A small Kafka inside this process, for examples and tests: librdkafka's mock cluster.</summary>
/// <remarks>
/// Limits: topics have 4 partitions; a partition keeps about 5 MiB or 100,000 records and then drops the oldest, read or not; everything is in memory and gone
/// on <see cref="Dispose"/>. There are no admin calls, no security, no lookup of offsets by time and no real transactions. Producers and consumers of any
/// Kafka client can connect to <see cref="BootstrapServers"/> while the object lives.
/// </remarks>
/// <example>
/// <code>
/// using var kafka = EmbeddedKafka.Start();
/// await kafka.ProduceAsync("lines", ["to be or not to be", "that is the question"]);
/// </code>
/// </example>
public sealed class EmbeddedKafka : IDisposable
{
    private readonly MockCluster _cluster;
    private readonly EmbeddedKafkaOptions _options;
    private readonly Lock _lock = new();
    private IRecordSender? _sender;

    private EmbeddedKafka(MockCluster cluster, EmbeddedKafkaOptions options)
    {
        _cluster = cluster;
        _options = options;
    }

    /// <summary>The addresses, for <c>kafka.bootstrap.servers</c>.</summary>
    public string BootstrapServers => _cluster.BootstrapServers;

    /// <summary>Starts the brokers; returns when they answer.</summary>
    /// <exception cref="StreamingException">They do not.</exception>
    public static EmbeddedKafka Start(EmbeddedKafkaOptions? options = null)
    {
        options ??= new EmbeddedKafkaOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Brokers, 1);
        try
        {
            return new EmbeddedKafka(new MockCluster(options.Brokers, options.StartTimeout), options);
        }
        catch (KafkaClientException failure)
        {
            throw KafkaErrors.Client(failure, "Starting the embedded Kafka", "this process");
        }
    }

    /// <summary>Makes an empty topic; does nothing where it exists.</summary>
    /// <returns>Its number of partitions.</returns>
    public int CreateTopic(string topic)
    {
        try
        {
            return _cluster.CreateTopic(topic, _options.StartTimeout);
        }
        catch (KafkaClientException failure)
        {
            throw KafkaErrors.Client(failure, $"Creating the topic '{topic}'", BootstrapServers);
        }
    }

    /// <summary>Produces texts without keys; returns when they are delivered.</summary>
    public Task ProduceAsync(string topic, IEnumerable<string> values, EmbeddedProduceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return ProduceAsync(topic, values.Select(value => EmbeddedRecord.Of(value)), options, cancellationToken);
    }

    /// <summary>Produces records, at the pace that the options say; returns when they are delivered.</summary>
    /// <exception cref="StreamingException">A record was not delivered.</exception>
    public async Task ProduceAsync(string topic, IEnumerable<EmbeddedRecord> records, EmbeddedProduceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(records);
        options ??= new EmbeddedProduceOptions();
        var record = new TopicRecord();
        var ahead = new Queue<int>();
        long bytesAhead = 0;
        long read = 0;
        long sent = 0;
        long start = _options.Time.GetTimestamp();
        foreach (var next in records)
        {
            int bytes = (next.Key?.Length ?? 0) + (next.Value?.Length ?? 0);
            while (options.Consumed is { } consumed)
            {
                for (long now = consumed(); read < now && ahead.TryDequeue(out int size); read++)
                {
                    bytesAhead -= size;
                }

                if (ahead.Count < options.MaxRecordsAhead && (ahead.Count == 0 || bytesAhead + bytes <= options.MaxBytesAhead))
                {
                    ahead.Enqueue(bytes);
                    bytesAhead += bytes;
                    break;
                }

                Flush(topic, cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(5), _options.Time, cancellationToken).ConfigureAwait(false);
            }

            if (options.RecordsPerSecond > 0)
            {
                var due = TimeSpan.FromSeconds(sent / options.RecordsPerSecond) - _options.Time.GetElapsedTime(start);
                if (due > TimeSpan.FromMilliseconds(10))
                {
                    Flush(topic, cancellationToken);
                    await Task.Delay(due, _options.Time, cancellationToken).ConfigureAwait(false);
                }
            }

            Send(topic, Fill(record, next), cancellationToken);
            sent++;
        }

        await Task.Run(() => Flush(topic, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the brokers; whatever was in their topics is gone.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _sender?.Dispose();
            _sender = null;
        }

        _cluster.Dispose();
    }

    private static TopicRecord Fill(TopicRecord record, EmbeddedRecord next)
    {
        record.Clear();
        if (next.Key is { } key)
        {
            record.Key.Write(key);
            record.HasKey = true;
        }

        if (next.Value is { } value)
        {
            record.Value.Write(value);
            record.HasValue = true;
        }

        record.Partition = next.Partition;
        record.TimestampMs = next.TimestampMs;
        record.Headers = next.Headers;
        return record;
    }

    private void Send(string topic, TopicRecord record, CancellationToken cancellationToken) => Guarded(topic, sender => sender.Send(topic, record, cancellationToken));

    private void Flush(string topic, CancellationToken cancellationToken) => Guarded(topic, sender => sender.Flush(cancellationToken));

    private void Guarded(string topic, Action<IRecordSender> action)
    {
        lock (_lock)
        {
            try
            {
                action(_sender ??= ConfluentClients.Instance.CreateSender(new Dictionary<string, string> { ["bootstrap.servers"] = BootstrapServers }));
            }
            catch (SendFailedException failure)
            {
                throw new StreamingException("KAFKA_DELIVERY", $"A record was not delivered to topic '{failure.Topic}' of the embedded Kafka: {failure.Message}", failure) { Topic = topic };
            }
            catch (KafkaClientException failure)
            {
                throw KafkaErrors.Client(failure, $"Producing to '{topic}'", BootstrapServers);
            }
        }
    }
}
