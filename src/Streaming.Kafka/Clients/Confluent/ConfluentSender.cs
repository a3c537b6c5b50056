using Confluent.Kafka;

namespace Streaming.Kafka.Clients.Confluent;

/// <summary>Sends through Confluent's producer: one delivery delegate for all records, arrays reused by length, no report fields.</summary>
internal sealed class ConfluentSender : IRecordSender
{
    private const int MostUndelivered = 100_000;
    private const int ReusedLengths = 1024;
    private static readonly Headers NoHeaders = [];

    // A wrong address should be found out soon; brokers that have taken records before get the whole message timeout.
    private static readonly TimeSpan FirstContact = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FlushSlice = TimeSpan.FromMilliseconds(100);

    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly ProducerConfig _config;
    private readonly Action<DeliveryReport<byte[]?, byte[]?>> _onDelivery;
    private readonly Message<byte[]?, byte[]?> _message = new() { Headers = NoHeaders };

    // The client copies the bytes before Produce returns, but takes whole arrays only: one array a length serves all records.
    private readonly byte[]?[] _keyArrays = new byte[]?[ReusedLengths];
    private readonly byte[]?[] _valueArrays = new byte[]?[ReusedLengths];
    private readonly Dictionary<string, TopicPartition> _anyPartition = new(StringComparer.Ordinal);
    private readonly Dictionary<PartitionId, TopicPartition> _partitions = [];
    private readonly long _mostUndelivered;
    private SendFailedException? _failure;
    private Error? _problem;
    private Error? _fatal;
    private TopicPartition? _last;
    private volatile bool _allDown;
    private long _firstSentAt;
    private long _sent;
    private long _delivered;

    public ConfluentSender(IReadOnlyDictionary<string, string> settings)
    {
        _config = Config(settings);
        _mostUndelivered = Math.Min(MostUndelivered, _config.QueueBufferingMaxMessages is > 0 and { } most ? most : MostUndelivered);
        _onDelivery = OnDelivery;
        _producer = ConfluentClients.Build(
            () => new ProducerBuilder<byte[]?, byte[]?>(_config)
                .SetKeySerializer(Serializers.ByteArray!)
                .SetValueSerializer(Serializers.ByteArray!)
                .SetErrorHandler((_, error) => Note(error))
                .SetLogHandler(static (_, _) => { })
                .Build(),
            _config);
    }

    public void Send(string topic, TopicRecord record, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _failure) is not null || Volatile.Read(ref _fatal) is not null)
        {
            ThrowFailure();
        }

        if (_sent - Volatile.Read(ref _delivered) >= _mostUndelivered)
        {
            WaitForRoom(_mostUndelivered / 2, cancellationToken);
        }

        var message = _message;
        message.Key = record.HasKey ? Exact(record.Key.WrittenSpan, _keyArrays) : null;
        message.Value = record.HasValue ? Exact(record.Value.WrittenSpan, _valueArrays) : null;
        message.Headers = record.Headers is { Count: > 0 } headers ? Copy(headers) : NoHeaders;
        message.Timestamp = record.TimestampMs is { } time ? new Timestamp(time, TimestampType.CreateTime) : Timestamp.Default;
        var target = Target(topic, record.Partition);
        while (true)
        {
            try
            {
                _producer.Produce(target, message, _onDelivery);
                if (_sent++ == 0)
                {
                    _firstSentAt = TimeProvider.System.GetTimestamp();
                }

                return;
            }
            catch (ProduceException<byte[]?, byte[]?> error) when (error.Error.Code == ErrorCode.Local_QueueFull)
            {
                // Full by bytes, not by number.
                WaitForRoom(Math.Max(0, (_sent - Volatile.Read(ref _delivered)) / 2), cancellationToken);
            }
            catch (ProduceException<byte[]?, byte[]?> error) when (error.Error.Code == ErrorCode.MsgSizeTooLarge)
            {
                int size = record.Key.WrittenCount + record.Value.WrittenCount;
                throw new SendFailedException(
                    KafkaFailure.RecordTooLarge, topic, record.Partition ?? -1,
                    $"{error.Error.Reason}: key and value have {size} bytes, the limit 'kafka.message.max.bytes' is {_config.MessageMaxBytes ?? 1_000_000}");
            }
            catch (ProduceException<byte[]?, byte[]?> error)
            {
                throw Failed(error.Error, topic, record.Partition ?? -1);
            }
        }
    }

    public void Flush(CancellationToken cancellationToken)
    {
        while (_sent != Volatile.Read(ref _delivered) && Volatile.Read(ref _failure) is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _producer.Flush(FlushSlice);
            CheckContact();
        }

        if (Volatile.Read(ref _failure) is not null)
        {
            ThrowFailure();
        }
    }

    public void Abort()
    {
        // What is on its way cannot be called back; its reports must not fail the next epoch.
        for (int i = 0; i < 20 && _sent != Volatile.Read(ref _delivered); i++)
        {
            _producer.Flush(FlushSlice);
        }

        _failure = null;
    }

    public void Dispose()
    {
        // Whatever an epoch must have delivered was flushed at its end.
        _producer.Dispose();
    }

    private static ProducerConfig Config(IReadOnlyDictionary<string, string> settings)
    {
        var config = new ProducerConfig
        {
            // The end of an epoch flushes, so that this only makes batches larger in between.
            LingerMs = 5,
            BatchSize = 1024 * 1024,
            BatchNumMessages = 100_000,
            QueueBufferingMaxMessages = MostUndelivered + 1000,
            QueueBufferingMaxKbytes = 64 * 1024,
            SocketNagleDisable = true,
            ReconnectBackoffMaxMs = 1000,

            // Where Java's clients put a key.
            Partitioner = Partitioner.Murmur2Random,
            DeliveryReportFields = "none",
        };
        bool isWeak = (settings.GetValueOrDefault("acks") ?? settings.GetValueOrDefault("request.required.acks")) is { } acks && acks is not ("all" or "-1");
        if (!isWeak)
        {
            config.EnableIdempotence = true;
        }

        ConfluentClients.Apply(config, settings);
        return config;
    }

    private static byte[] Exact(ReadOnlySpan<byte> bytes, byte[]?[] arrays)
    {
        if (bytes.Length >= ReusedLengths)
        {
            return bytes.ToArray();
        }

        var array = arrays[bytes.Length] ??= new byte[bytes.Length];
        bytes.CopyTo(array);
        return array;
    }

    private static Headers Copy(IReadOnlyList<KafkaHeader> headers)
    {
        var result = new Headers();
        foreach (var header in headers)
        {
            result.Add(header.Key, header.Value);
        }

        return result;
    }

    private TopicPartition Target(string topic, int? partition)
    {
        if (_last is { } last && ReferenceEquals(last.Topic, topic) && last.Partition.Value == (partition ?? -1))
        {
            return last;
        }

        TopicPartition? target;
        if (partition is { } number)
        {
            if (!_partitions.TryGetValue(new PartitionId(topic, number), out target))
            {
                _partitions[new PartitionId(topic, number)] = target = new TopicPartition(topic, number);
            }
        }
        else if (!_anyPartition.TryGetValue(topic, out target))
        {
            _anyPartition[topic] = target = new TopicPartition(topic, Partition.Any);
        }

        return _last = target;
    }

    private void OnDelivery(DeliveryReport<byte[]?, byte[]?> report)
    {
        if (report.Error.IsError && _failure is null)
        {
            Volatile.Write(ref _failure, Failed(report.Error, report.Topic, report.Partition.Value));
        }

        // Reports come on the poll thread and, while it flushes, on the writer's.
        Interlocked.Increment(ref _delivered);
    }

    private SendFailedException Failed(Error error, string topic, int partition)
    {
        var kind = ConfluentErrors.Kind(error.Code, error.IsFatal);
        string reason = _problem is { } problem && problem.Reason != error.Reason && (kind is KafkaFailure.Unreachable or KafkaFailure.Transient or KafkaFailure.Fatal)
            ? $"{error.Reason} ({ConfluentErrors.WithoutValues(problem.Reason, _config)})"
            : error.Reason;
        return new SendFailedException(kind, topic, partition, reason);
    }

    private void Note(Error error)
    {
        if (error.IsFatal)
        {
            Volatile.Write(ref _fatal, error);
        }

        _allDown |= error.Code == ErrorCode.Local_AllBrokersDown;
        if (error.Code != ErrorCode.Local_AllBrokersDown || _problem is null)
        {
            _problem = error;
        }

        if (ConfluentErrors.Kind(error.Code, error.IsFatal) == KafkaFailure.Authentication && _failure is null && Volatile.Read(ref _delivered) == 0)
        {
            // Nothing was ever delivered and the credentials are refused: no use waiting for the message timeout.
            Volatile.Write(ref _failure, new SendFailedException(KafkaFailure.Authentication, _last?.Topic ?? "", -1, ConfluentErrors.WithoutValues(error.Reason, _config)));
        }
    }

    private void WaitForRoom(long most, CancellationToken cancellationToken)
    {
        while (_sent - Volatile.Read(ref _delivered) > most)
        {
            if (Volatile.Read(ref _failure) is not null)
            {
                ThrowFailure();
            }

            cancellationToken.ThrowIfCancellationRequested();
            cancellationToken.WaitHandle.WaitOne(1);
            CheckContact();
        }
    }

    private void CheckContact()
    {
        if (_allDown && _failure is null && Volatile.Read(ref _delivered) == 0 && TimeProvider.System.GetElapsedTime(_firstSentAt) > FirstContact)
        {
            Volatile.Write(ref _failure, new SendFailedException(
                KafkaFailure.Unreachable, _last?.Topic ?? "", -1, ConfluentErrors.WithoutValues(_problem?.Reason ?? "all brokers are down", _config)));
        }
    }

    private void ThrowFailure() => throw _failure ?? Failed(_fatal!, _last?.Topic ?? "", -1);
}
