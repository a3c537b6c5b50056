namespace Streaming.Testing;

/// <summary>Reads what the queries of a <see cref="TopologyTestDriver"/> wrote to a topic; made by <see cref="TopologyTestDriver.CreateOutputTopic"/>.</summary>
/// <remarks>
/// Records come in the order they were written, over all partitions; each is read once, whichever object reads it. What a test piped to the topic is not
/// shown. Nothing waits: reading an empty topic throws at once.
/// </remarks>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class TestOutputTopic<TKey, TValue>
{
    private readonly MemoryTopics _topics;
    private readonly ISerde<TKey> _keys;
    private readonly ISerde<TValue> _values;

    internal TestOutputTopic(MemoryTopics topics, string topic, ISerde<TKey> keys, ISerde<TValue> values)
    {
        _topics = topics;
        Topic = topic;
        _keys = keys;
        _values = values;
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>True where nothing is left to read.</summary>
    public bool IsEmpty => !Unread().Any();

    /// <summary>Number of records left to read.</summary>
    public int QueueSize => Unread().Count();

    /// <summary>The next record, whole.</summary>
    /// <exception cref="StreamingException"><c>TEST_TOPIC_EMPTY</c>: there is none.</exception>
    public TestRecord<TKey, TValue> ReadRecord()
    {
        var stored = Unread().FirstOrDefault() ?? throw Empty();
        var record = stored.Read(_keys, _values); // a record that cannot be decoded stays
        _topics.Unread.Remove(stored);
        return record;
    }

    /// <summary>The value of the next record; null for a tombstone.</summary>
    /// <exception cref="StreamingException">There is no record, or it is a tombstone and <typeparamref name="TValue"/> has no null.</exception>
    public TValue? ReadValue()
    {
        var record = ReadRecord();
        CheckNull<TValue>(record.HasValue, "value", record);
        return record.Value;
    }

    /// <summary>Key and value of the next record; null for none.</summary>
    /// <exception cref="StreamingException">There is no record, or it has no key or value and the type has no null.</exception>
    public (TKey? Key, TValue? Value) ReadKeyValue() => PairOf(ReadRecord());

    /// <summary>All records that are left; may be none.</summary>
    public IReadOnlyList<TestRecord<TKey, TValue>> ReadAllRecords()
    {
        var records = new List<TestRecord<TKey, TValue>>();
        for (var node = _topics.Unread.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Topic == Topic)
            {
                records.Add(node.Value.Read(_keys, _values));
                _topics.Unread.Remove(node);
            }

            node = next;
        }

        return records;
    }

    /// <summary>The values of all records that are left.</summary>
    public IReadOnlyList<TValue?> ReadAllValues() => [.. ReadAllRecords().Select(record =>
    {
        CheckNull<TValue>(record.HasValue, "value", record);
        return record.Value;
    })];

    /// <summary>Keys and values of all records that are left.</summary>
    public IReadOnlyList<(TKey? Key, TValue? Value)> ReadAllKeyValues() => [.. ReadAllRecords().Select(PairOf)];

    /// <summary>The last value of each key, over all records that are left; null for a tombstone.</summary>
    /// <exception cref="StreamingException">A record has no key.</exception>
    public IReadOnlyDictionary<TKey, TValue?> ReadKeyValuesToMap()
    {
#pragma warning disable CS8714 // keys that are null are refused below
        var map = new Dictionary<TKey, TValue?>();
#pragma warning restore CS8714
        foreach (var record in ReadAllRecords())
        {
            if (!record.HasKey)
            {
                throw new StreamingException("TEST_RECORD_WITHOUT_KEY", $"A record of topic '{Topic}' has no key and cannot go to a map: {record}. Read it with ReadRecord or ReadAllRecords.") { Topic = Topic };
            }

            map[record.Key!] = PairOf(record).Value;
        }

        return map;
    }

    /// <summary>Throws where something is left to read, and says what.</summary>
    /// <exception cref="StreamingException"><c>TEST_TOPIC_NOT_EMPTY</c>.</exception>
    public void AssertEmpty()
    {
        var left = Unread().ToArray();
        if (left.Length > 0)
        {
            throw new StreamingException(
                "TEST_TOPIC_NOT_EMPTY", $"Topic '{Topic}' has {left.Length} records that were not read, the first is {left[0].Read(_keys, _values)}.")
            { Topic = Topic };
        }
    }

    private IEnumerable<StoredRecord> Unread() => _topics.Unread.Where(record => record.Topic == Topic);

    private (TKey? Key, TValue? Value) PairOf(TestRecord<TKey, TValue> record)
    {
        CheckNull<TKey>(record.HasKey, "key", record);
        CheckNull<TValue>(record.HasValue, "value", record);
        return (record.Key, record.Value);
    }

    // 0 or false in place of nothing would be a lie.
    private void CheckNull<T>(bool isThere, string part, TestRecord<TKey, TValue> record)
    {
        if (!isThere && default(T) is not null)
        {
            throw new StreamingException(
                "TEST_RECORD_WITHOUT_" + part.ToUpperInvariant(),
                $"A record of topic '{Topic}' has no {part}, and {TypeNames.Of(typeof(T))} has no null to say so: {record}. Read it with ReadRecord or ReadAllRecords and ask HasKey and HasValue.")
            { Topic = Topic };
        }
    }

    private StreamingException Empty()
    {
        string known = string.Join(", ", _topics.All.Select(topic => $"'{topic.Name}'{(topic.IsProduced ? "" : " (never written to)")}"));
        string what = _topics.Find(Topic) is { IsProduced: true } ? "has no more records" : "was never written to by the query";
        return new StreamingException(
            "TEST_TOPIC_EMPTY",
            $"Topic '{Topic}' {what}. Known topics: {(known.Length == 0 ? "none" : known)}. Records come out of a batch: call RunBatch() or ProcessAll() after piping, and ask IsEmpty where nothing may come.")
        { Topic = Topic };
    }
}
