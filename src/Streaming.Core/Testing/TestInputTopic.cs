using System.Buffers;

namespace Streaming.Testing;

/// <summary>Writes records to a topic of a <see cref="TopologyTestDriver"/>; made by <see cref="TopologyTestDriver.CreateInputTopic"/>.</summary>
/// <remarks>
/// A record without a time of its own gets that of the topic's own clock, which then moves by the auto-advance (0 unless set). A time of its own does
/// not move the clock. A record without partition goes where its key says (murmur2, as Java's clients place it); those without key take turns, from partition 0.
/// </remarks>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class TestInputTopic<TKey, TValue>
{
    private readonly MemoryTopics _topics;
    private readonly MemoryTopic _topic;
    private readonly ISerde<TKey> _keys;
    private readonly ISerde<TValue> _values;
    private readonly TimeSpan _autoAdvance;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal TestInputTopic(MemoryTopics topics, MemoryTopic topic, ISerde<TKey> keys, ISerde<TValue> values, DateTimeOffset start, TimeSpan autoAdvance)
    {
        _topics = topics;
        _topic = topic;
        _keys = keys;
        _values = values;
        _autoAdvance = autoAdvance;
        Time = start;
    }

    /// <summary>The topic.</summary>
    public string Topic => _topic.Name;

    /// <summary>What the topic's clock shows: the time of the next record that has none of its own.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Moves the topic's clock.</summary>
    /// <param name="by">How far; zero or more.</param>
    public void AdvanceTime(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Time += by;
    }

    /// <summary>Pipes a value without key; null is a tombstone.</summary>
    /// <returns>The record as the topic has it.</returns>
    public TestRecord<TKey, TValue> PipeInput(TValue? value) => PipeInput(new TestRecord<TKey, TValue>(value));

    /// <summary>Pipes a key and a value; null stands for none.</summary>
    /// <returns>The record as the topic has it.</returns>
    public TestRecord<TKey, TValue> PipeInput(TKey? key, TValue? value) => PipeInput(new TestRecord<TKey, TValue>(key, value));

    /// <summary>Pipes a whole record: time, partition and headers count where they are set; topic and offset do not.</summary>
    /// <example><code>lines.PipeInput(new TestRecord&lt;string, string&gt;("key", "value") { Partition = 2, Timestamp = noon, Headers = [new("trace", id)] });</code></example>
    /// <returns>The record as the topic has it.</returns>
    /// <exception cref="StreamingException">The topic does not have that partition, or no query reads the topic.</exception>
    public TestRecord<TKey, TValue> PipeInput(TestRecord<TKey, TValue> record)
    {
        _topics.CheckIsRead(Topic);
        if (record.Partition is { } partition && (partition < 0 || partition >= _topic.PartitionCount))
        {
            throw new StreamingException(
                "UNKNOWN_TOPIC_OR_PARTITION",
                $"Topic '{Topic}' has the partitions 0 to {_topic.PartitionCount - 1}, not {partition}. Say the number of partitions in CreateInputTopic or TopologyTestDriverOptions.Topics.")
            { Topic = Topic, Partition = partition };
        }

        byte[]? key = record.HasKey ? Encode(_keys, record.Key!) : null;
        byte[]? value = record.HasValue ? Encode(_values, record.Value!) : null;
        DateTimeOffset time;
        if (record.Timestamp is { } given)
        {
            time = given;
        }
        else
        {
            time = Time;
            Time += _autoAdvance;
        }

        var stored = _topic.Append(record.Partition, key, value, time.ToUnixTimeMilliseconds(), record.Headers);
        return record with
        {
            Topic = Topic,
            Partition = stored.Partition,
            Offset = stored.Offset,
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(stored.TimestampMs),
        };
    }

    /// <summary>Pipes values without keys.</summary>
    public void PipeValues(params IEnumerable<TValue?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
        {
            PipeInput(value);
        }
    }

    /// <summary>Pipes keys and values.</summary>
    public void PipeKeyValues(params IEnumerable<(TKey? Key, TValue? Value)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        foreach (var (key, value) in pairs)
        {
            PipeInput(key, value);
        }
    }

    /// <summary>Pipes whole records.</summary>
    public void PipeRecords(params IEnumerable<TestRecord<TKey, TValue>> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (var record in records)
        {
            PipeInput(record);
        }
    }

    private byte[] Encode<T>(ISerde<T> serde, T value)
    {
        _bytes.ResetWrittenCount();
        serde.Write(value, _bytes);
        return _bytes.WrittenSpan.ToArray();
    }
}
