using Confluent.Kafka;

namespace Streaming.Kafka.Clients.Confluent;

/// <summary>Metadata and offsets through a consumer: no admin call, so that it works on the embedded broker and with few rights.</summary>
internal sealed class ConfluentOffsetClient : IOffsetClient
{
    private static readonly string[] Internal = ["__consumer_offsets", "__transaction_state", "__share_group_state"];
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);

    // A wrong address should be found out soon; a cluster that has answered before gets time for a restart.
    private static readonly TimeSpan FirstContact = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LaterContact = TimeSpan.FromSeconds(60);

    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly IAdminClient _metadata;
    private readonly ConsumerConfig _config;
    private readonly CancellationToken _stopping;
    private Error? _problem;
    private bool _hasContact;

    public ConfluentOffsetClient(IReadOnlyDictionary<string, string> settings, CancellationToken stopping)
    {
        _stopping = stopping;
        _config = ConfluentClients.ConsumerConfig(settings);
        _consumer = ConfluentClients.Build(
            () => new ConsumerBuilder<Ignore, Ignore>(_config)
                .SetErrorHandler((_, error) => Note(error))
                .SetLogHandler(static (_, _) => { })
                .Build(),
            _config);
        _metadata = new DependentAdminClientBuilder(_consumer.Handle).Build();
    }

    public IReadOnlyList<int>? Partitions(string topic)
    {
        var metadata = Call(timeout =>
        {
            var found = _metadata.GetMetadata(topic, timeout).Topics.Single(entry => entry.Topic == topic);
            bool isThere = found.Error.Code is ErrorCode.NoError || found.Partitions.Count > 0;
            bool isMissing = found.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.TopicException or ErrorCode.Local_UnknownTopic;
            return isThere || isMissing ? found : throw new KafkaException(found.Error);
        });
        return metadata.Partitions.Count == 0 ? null : Numbers(metadata);
    }

    public IReadOnlyDictionary<string, IReadOnlyList<int>> Topics() => Call(timeout => _metadata.GetMetadata(timeout)).Topics
        .Where(topic => topic.Partitions.Count > 0 && !Internal.Contains(topic.Topic))
        .ToDictionary(topic => topic.Topic, Numbers);

    public Dictionary<PartitionId, long> Earliest(IReadOnlyCollection<PartitionId> partitions) => AtEdge(partitions, Offset.Beginning);

    public Dictionary<PartitionId, long> Latest(IReadOnlyCollection<PartitionId> partitions) => AtEdge(partitions, Offset.End);

    public Dictionary<PartitionId, long?> AtTime(IReadOnlyDictionary<PartitionId, long> timestamps) => Offsets(timestamps)
        .ToDictionary(found => new PartitionId(found.Topic, found.Partition), found => found.Offset.Value < 0 ? (long?)null : found.Offset.Value);

    public void Dispose()
    {
        _metadata.Dispose();
        _consumer.Dispose();
    }

    private static IReadOnlyList<int> Numbers(TopicMetadata topic) => topic.Partitions.Select(partition => partition.PartitionId).Order().ToArray();

    // ListOffsets takes the two logical offsets in place of a timestamp, for many partitions in one request a broker.
    private Dictionary<PartitionId, long> AtEdge(IReadOnlyCollection<PartitionId> partitions, Offset edge) =>
        Offsets(partitions.ToDictionary(partition => partition, _ => edge.Value))
            .ToDictionary(found => new PartitionId(found.Topic, found.Partition), found => found.Offset.Value);

    private List<TopicPartitionOffset> Offsets(IReadOnlyDictionary<PartitionId, long> timestamps)
    {
        if (timestamps.Count == 0)
        {
            return [];
        }

        var wanted = timestamps
            .Select(entry => new TopicPartitionTimestamp(entry.Key.Topic, entry.Key.Partition, new Timestamp(entry.Value, TimestampType.CreateTime)))
            .ToArray();
        return Call(timeout =>
        {
            try
            {
                return _consumer.OffsetsForTimes(wanted, timeout);
            }
            catch (TopicPartitionOffsetException error)
            {
                var bad = error.Results.First(result => result.Error.IsError);
                throw new KafkaException(new Error(bad.Error.Code, $"{bad.Topic}-{bad.Partition.Value}: {bad.Error.Reason}"));
            }
        });
    }

    private T Call<T>(Func<TimeSpan, T> call)
    {
        _problem = null;
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                var result = call(Slice);
                _hasContact = true;
                return result;
            }
            catch (KafkaException error)
            {
                // Serves the error handler, and is the pause before the next attempt.
                _consumer.Consume(50);
                var failure = ConfluentErrors.Of(error.Error, Text(_problem), error);
                if (!failure.IsRetriable)
                {
                    throw failure;
                }

                if (!_hasContact && _problem is { } problem && ConfluentErrors.Kind(problem.Code, problem.IsFatal) == KafkaFailure.Authentication)
                {
                    throw new KafkaClientException(KafkaFailure.Authentication, Text(problem)!, error);
                }

                _stopping.ThrowIfCancellationRequested();
                if (TimeProvider.System.GetElapsedTime(start) > (_hasContact ? LaterContact : FirstContact))
                {
                    throw failure;
                }
            }
        }
    }

    private void Note(Error error)
    {
        // "All brokers down" follows the error that says why, which is the one worth keeping.
        if (error.Code != ErrorCode.Local_AllBrokersDown || _problem is null)
        {
            _problem = error;
        }
    }

    private string? Text(Error? error) => error is null ? null : ConfluentErrors.WithoutValues(error.Reason, _config);
}
