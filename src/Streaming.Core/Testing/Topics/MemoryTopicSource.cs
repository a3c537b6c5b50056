using System.Globalization;

namespace Streaming.Testing;

/// <summary>Reads topics in memory with the rules of the Kafka source.</summary>
/// <remarks>Where it starts is fixed when the query starts, so that records piped afterwards are read with <c>startingOffsets = latest</c> too.</remarks>
internal sealed class MemoryTopicSource : IStreamSource<KafkaRecord>
{
    private readonly TopicSourceSettings _settings;
    private readonly MemoryTopics _topics;
    private readonly SourceContext _context;
    private readonly TopicOffsets _initial;
    private TopicOffsets? _availableNow;
    private TopicOffsets? _latest;
    private long? _lastTrigger;

    public MemoryTopicSource(TopicSourceSettings settings, MemoryTopics topics, SourceContext context)
    {
        _settings = settings;
        _topics = topics;
        _context = context;
        foreach (string topic in settings.Topics ?? settings.Assigned?.Select(partition => partition.Topic).Distinct() ?? [])
        {
            topics.GetOrAdd(topic);
        }

        topics.AddReader(settings);
        _initial = StartingOffsets.Load(settings, topics, Partitions(), context);
    }

    public string Description => $"KafkaV2[{_settings.Strategy}]";

    public void PrepareForAvailableNow() => _availableNow = Ends();

    public string? LatestOffset(string? start, ReadLimit limit)
    {
        var from = start is null ? _initial : TopicOffsets.Parse(start);
        _latest = _availableNow ?? Ends();
        var end = limit == ReadLimit.AllAvailable ? _latest : Limited(from, _latest, isFirst: start is null);

        // A partition that is new and empty is no reason for a batch.
        return end.All(entry => from.GetValueOrDefault(entry.Key) == entry.Value) ? start : end.ToJson();
    }

    public string? ReportLatestOffset() => _latest?.ToJson();

    public IReadOnlyList<SourceSplit> PlanSplits(string? start, string end)
    {
        var from = start is null ? _initial : TopicOffsets.Parse(start);
        var splits = new List<SourceSplit>();
        foreach (var (partition, last) in TopicOffsets.Parse(end))
        {
            long first = from.GetValueOrDefault(partition); // new partitions are read from their start
            if (last > first)
            {
                splits.Add(new SourceSplit(partition.Topic, partition.Partition, first, last));
            }
            else if (last < first && _settings.FailOnDataLoss)
            {
                throw new StreamingException(
                    "KAFKA_DATA_LOSS.PARTITION_OFFSET_CHANGED",
                    $"Partition {partition.Topic}-{partition.Partition} offset was changed from {first} to {last}. Start at an offset that exists, or set the source option failOnDataLoss to false.")
                { Topic = partition.Topic, Partition = partition.Partition, Offset = last };
            }
        }

        return splits;
    }

    public ISourceReader<KafkaRecord> CreateReader() => new MemoryTopicReader(_settings, _topics, Description);

    public void Commit(string end)
    {
    }

    public IReadOnlyDictionary<string, string> Metrics(string? end)
    {
        if (end is null || _latest is not { Count: > 0 } latest)
        {
            return new Dictionary<string, string>();
        }

        var consumed = TopicOffsets.Parse(end);
        var behind = latest.Select(entry => entry.Value - consumed.GetValueOrDefault(entry.Key)).ToArray();
        return new Dictionary<string, string>
        {
            ["avgOffsetsBehindLatest"] = behind.Average().ToString("0.0################", CultureInfo.InvariantCulture),
            ["maxOffsetsBehindLatest"] = behind.Max().ToString(CultureInfo.InvariantCulture),
            ["minOffsetsBehindLatest"] = behind.Min().ToString(CultureInfo.InvariantCulture),
        };
    }

    public void Dispose()
    {
    }

    private (string Topic, int Partition)[] Partitions()
    {
        if (_settings.Assigned is { } assigned)
        {
            foreach (var (topic, partition) in assigned)
            {
                if (partition >= _topics.Find(topic)!.PartitionCount)
                {
                    throw new StreamingException(
                        "UNKNOWN_TOPIC_OR_PARTITION",
                        $"This server does not host this topic-partition: {topic}-{partition}; the topic has {_topics.Find(topic)!.PartitionCount} partitions. Correct the option 'assign', or say the number of partitions in TopologyTestDriverOptions.Topics.")
                    { Topic = topic, Partition = partition };
                }
            }

            return [.. assigned];
        }

        return [.. _topics.All
            .Where(topic => _settings.Pattern?.IsMatch(topic.Name) ?? _settings.Topics!.Contains(topic.Name, StringComparer.Ordinal))
            .SelectMany(topic => Enumerable.Range(0, topic.PartitionCount).Select(partition => (topic.Name, partition)))];
    }

    private TopicOffsets Ends()
    {
        var ends = new TopicOffsets();
        foreach (var partition in Partitions())
        {
            ends[partition] = _topics.Find(partition.Topic)!.End(partition.Partition);
        }

        return ends;
    }

    // Spark's rules: the first batch does not wait for minOffsetsPerTrigger; a limit is shared by backlog, below 1 rounded up, else down.
    private TopicOffsets Limited(TopicOffsets from, TopicOffsets latest, bool isFirst)
    {
        long backlog = latest.Sum(entry => Math.Max(0, entry.Value - from.GetValueOrDefault(entry.Key)));
        if (_settings.MinOffsets is { } least && backlog > 0)
        {
            bool isDue = isFirst || _lastTrigger is not { } last || _context.Time.GetElapsedTime(last) >= _settings.MaxTriggerDelay;
            if (!isDue && backlog < least)
            {
                return from;
            }

            _lastTrigger = _context.Time.GetTimestamp();
        }

        if (_settings.MaxOffsets is not { } limit || backlog <= 0)
        {
            return latest;
        }

        var result = new TopicOffsets();
        foreach (var (partition, end) in latest)
        {
            long first = from.GetValueOrDefault(partition);
            double share = limit * (Math.Max(0, end - first) / (double)backlog);
            result[partition] = end <= first ? end : Math.Min(end, first + (long)(share < 1 ? Math.Ceiling(share) : Math.Floor(share)));
        }

        return result;
    }
}
