namespace Streaming.Testing;

/// <summary>The topics of a driver and what the queries wrote to them that no test has read yet.</summary>
internal sealed class MemoryTopics(int defaultPartitions)
{
    private readonly SortedDictionary<string, MemoryTopic> _topics = new(StringComparer.Ordinal);
    private readonly LinkedList<StoredRecord> _unread = [];

    private readonly List<TopicSourceSettings> _readers = [];

    public IEnumerable<MemoryTopic> All => _topics.Values;

    /// <summary>Records that no test has read, in the order they were written, all topics together.</summary>
    public LinkedList<StoredRecord> Unread => _unread;

    public MemoryTopic? Find(string name) => _topics.GetValueOrDefault(name);

    public MemoryTopic GetOrAdd(string name, int? partitions = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!_topics.TryGetValue(name, out var topic))
        {
            _topics[name] = topic = new MemoryTopic(name);
            topic.GrowTo(partitions ?? defaultPartitions);
        }
        else if (partitions is { } wanted)
        {
            if (wanted < topic.PartitionCount)
            {
                throw new StreamingException("INVALID_PARTITIONS", $"Topic '{name}' has {topic.PartitionCount} partitions; it cannot shrink to {wanted}. Say the number at the start, in TopologyTestDriverOptions.Topics.") { Topic = name };
            }

            topic.GrowTo(wanted);
        }

        return topic;
    }

    /// <summary>Takes note of a source.</summary>
    public void AddReader(TopicSourceSettings settings) => _readers.Add(settings);

    /// <summary>The queries are started anew, perhaps others.</summary>
    public void ForgetReaders() => _readers.Clear();

    /// <summary>Refuses a record that no query would ever see, for example because of a typing error in the topic's name.</summary>
    public void CheckIsRead(string topic)
    {
        if (_readers.Count > 0 && !_readers.Exists(reader => reader.Reads(topic)))
        {
            throw new StreamingException(
                "TEST_TOPIC_NOT_READ",
                $"No query reads topic '{topic}': the sources are {string.Join(", ", _readers.Select(reader => reader.Strategy).Distinct())}. Correct the name, here or in the query.")
            { Topic = topic };
        }
    }

    /// <summary>Adds a record that a query wrote.</summary>
    public void Produce(MemoryTopic topic, int? partition, byte[]? key, byte[]? value, long timestampMs, IReadOnlyList<KafkaHeader>? headers)
    {
        topic.IsProduced = true;
        _unread.AddLast(topic.Append(partition, key, value, timestampMs, headers));
    }
}
