namespace Streaming.Kafka;

/// <summary>Finds the partitions of a source and resolves offsets, with the retries that the options allow.</summary>
internal sealed class OffsetReader : IDisposable
{
    private readonly SourceSettings _settings;
    private readonly IKafkaClients _clients;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private readonly HashSet<PartitionId> _seen = [];
    private IOffsetClient? _client;
    private PartitionId[]? _partitions;
    private long _partitionsAt;

    public OffsetReader(SourceSettings settings, IKafkaClients clients, TimeProvider time, CancellationToken stopping)
    {
        _settings = settings;
        _clients = clients;
        _time = time;
        _stopping = stopping;

        // Now, so that a bad setting is found at the start.
        _client = Connect();
    }

    /// <summary>How old the list of partitions may be; asking each time would double the requests of an idle query.</summary>
    public TimeSpan PartitionsMaxAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The partitions to read, in order.</summary>
    /// <param name="known">Partitions that were read before: topics that are gone since are left out instead of being an error.</param>
    /// <param name="fresh">Whether the list must not be an older one.</param>
    public IReadOnlyList<PartitionId> Partitions(KafkaOffsets? known, bool fresh = false)
    {
        if (_partitions is null || fresh || _time.GetElapsedTime(_partitionsAt) >= PartitionsMaxAge)
        {
            var found = Retry("Looking up the topics", client => Find(client, known));
            _partitionsAt = _time.GetTimestamp();
            _partitions = found;
            _seen.UnionWith(found);
        }

        return _partitions;
    }

    public KafkaOffsets Earliest(IReadOnlyCollection<PartitionId> partitions) => Edge(partitions, isEarliest: true);

    public KafkaOffsets Latest(IReadOnlyCollection<PartitionId> partitions) => Edge(partitions, isEarliest: false);

    /// <summary>Resolves a starting or ending option.</summary>
    public KafkaOffsets Resolve(OffsetSpec spec, bool isStart)
    {
        var partitions = Partitions(null, fresh: true);
        if (spec.Timestamp is { } time)
        {
            return AtTimes(partitions.ToDictionary(partition => partition, _ => time), isStart);
        }

        if (spec.Timestamps is { } times)
        {
            CheckComplete(times.Keys, partitions, (isStart ? "starting" : "ending") + "OffsetsByTimestamp", "");
            return AtTimes(times, isStart);
        }

        if (spec.Word is { } word)
        {
            return word == OffsetSpec.EarliestWord ? Earliest(partitions) : Latest(partitions);
        }

        var offsets = new Dictionary<PartitionId, long>(spec.Offsets!);
        foreach (var partition in partitions)
        {
            if (spec.TopicWords!.TryGetValue(partition.Topic, out long topicWord))
            {
                offsets.TryAdd(partition, topicWord);
            }
        }

        CheckComplete(offsets.Keys, partitions, isStart ? "startingOffsets" : "endingOffsets", "\nUse -1 for latest, -2 for earliest.");
        Fill(offsets, OffsetSpec.EarliestWord);
        Fill(offsets, OffsetSpec.LatestWord);
        return new KafkaOffsets(offsets);
    }

    public void Dispose()
    {
        _client?.Dispose();
        _client = null;
    }

    private static void CheckComplete(IEnumerable<PartitionId> given, IReadOnlyCollection<PartitionId> partitions, string option, string hint)
    {
        var specified = given.Order().ToArray();
        if (!specified.SequenceEqual(partitions))
        {
            throw KafkaErrors.Option(
                $"If {option} contains specific offsets, you must specify all TopicPartitions.{hint}\nSpecified: {string.Join(", ", specified)} Assigned: {string.Join(", ", partitions)}");
        }
    }

    private void Fill(Dictionary<PartitionId, long> offsets, long word)
    {
        var wanted = offsets.Where(entry => entry.Value == word).Select(entry => entry.Key).ToArray();
        if (wanted.Length > 0)
        {
            foreach (var (partition, offset) in Edge(wanted, word == OffsetSpec.EarliestWord).All)
            {
                offsets[partition] = offset;
            }
        }
    }

    private KafkaOffsets AtTimes(IReadOnlyDictionary<PartitionId, long> times, bool isStart)
    {
        var found = Retry("Reading offsets by timestamp", client => client.AtTime(times));
        var missing = found.Where(entry => entry.Value is null).Select(entry => entry.Key).Order().ToArray();
        if (missing.Length > 0 && isStart && !_settings.LatestForMissingTime)
        {
            throw KafkaErrors.NoOffsetAtTime(missing[0], times[missing[0]]);
        }

        var latest = missing.Length == 0 ? KafkaOffsets.Empty : Latest(missing);
        return new KafkaOffsets(found.Select(entry => KeyValuePair.Create(entry.Key, entry.Value ?? latest[entry.Key])));
    }

    private KafkaOffsets Edge(IReadOnlyCollection<PartitionId> partitions, bool isEarliest) => partitions.Count == 0
        ? KafkaOffsets.Empty
        : new KafkaOffsets(Retry("Reading the offsets of the topics", client => isEarliest ? client.Earliest(partitions) : client.Latest(partitions)));

    private PartitionId[] Find(IOffsetClient client, KafkaOffsets? known)
    {
        if (_settings.Strategy.Pattern is { } pattern)
        {
            return [.. client.Topics()
                .Where(topic => pattern.IsMatch(topic.Key))
                .SelectMany(topic => topic.Value.Select(partition => new PartitionId(topic.Key, partition)))
                .Order()];
        }

        var assigned = _settings.Strategy.Assigned;
        var topics = _settings.Strategy.Topics ?? assigned!.Select(partition => partition.Topic).Distinct().ToArray();
        var found = new List<PartitionId>();
        var missing = new List<string>();
        foreach (string topic in topics)
        {
            if (client.Partitions(topic) is { } numbers)
            {
                found.AddRange(numbers.Select(number => new PartitionId(topic, number)));
            }
            else if (!_seen.Any(partition => partition.Topic == topic) && known?.Partitions.Any(partition => partition.Topic == topic) != true)
            {
                missing.Add(topic);
            }
        }

        if (missing.Count > 0)
        {
            throw KafkaErrors.UnknownTopics(missing, _settings.Servers);
        }

        if (assigned is null)
        {
            found.Sort();
            return [.. found];
        }

        var absent = assigned.Except(found).Where(partition => !_seen.Contains(partition) && known?.Has(partition) != true).ToArray();
        return absent.Length == 0
            ? [.. assigned.Intersect(found)]
            : throw new StreamingException(
                "UNKNOWN_TOPIC_OR_PARTITION",
                $"This server does not host this topic-partition: there is no partition {string.Join(", ", absent)} at {_settings.Servers}. Correct the option 'assign'.")
            { Topic = absent[0].Topic, Partition = absent[0].Partition };
    }

    private T Retry<T>(string doing, Func<IOffsetClient, T> call)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return call(_client ??= Connect());
            }
            catch (KafkaClientException failure)
            {
                // An unreachable broker was waited for by the client already.
                if (failure.Failure is not (KafkaFailure.Transient or KafkaFailure.UnknownTopicOrPartition) || attempt >= _settings.FetchRetries)
                {
                    _partitions = null;
                    throw KafkaErrors.Client(failure, doing, _settings.Servers);
                }

                _stopping.WaitHandle.WaitOne(_settings.FetchRetryInterval);
                _stopping.ThrowIfCancellationRequested();

                // Spark makes a new client too: one that is confused about the cluster stays so for long.
                _client?.Dispose();
                _client = null;
            }
        }
    }

    private IOffsetClient Connect()
    {
        try
        {
            return _clients.CreateOffsetClient(_settings.Client, _stopping);
        }
        catch (KafkaClientException failure)
        {
            throw KafkaErrors.Client(failure, "Making the Kafka client", _settings.Servers);
        }
    }
}
