namespace Streaming;

/// <summary>Encodes rows by a key and a value taken from each, and optionally topic, partition, headers and timestamp.</summary>
/// <example>
/// <code>
/// new KeyValueEncoder&lt;Order, string, Order&gt;(order => order.Customer, Serdes.Utf8, order => order, Serdes.Json&lt;Order&gt;())
/// {
///     Topic = order => order.IsLarge ? "large" : "small",
/// };
/// </code>
/// </example>
/// <typeparam name="T">The type of the rows.</typeparam>
/// <typeparam name="TKey">The type of the keys; a null key is a record without key.</typeparam>
/// <typeparam name="TValue">The type of the values; a null value is a tombstone.</typeparam>
public sealed class KeyValueEncoder<T, TKey, TValue> : TopicEncoder<T>
{
    private readonly Func<T, TKey?>? _key;
    private readonly ISerde<TKey>? _keySerde;
    private readonly Func<T, TValue?> _value;
    private readonly ISerde<TValue> _valueSerde;

    /// <summary>Creates an encoder of records with key and value.</summary>
    public KeyValueEncoder(Func<T, TKey?> key, ISerde<TKey> keySerde, Func<T, TValue?> value, ISerde<TValue> valueSerde)
        : this(value, valueSerde)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(keySerde);
        _key = key;
        _keySerde = keySerde;
    }

    /// <summary>Creates an encoder of records without key.</summary>
    public KeyValueEncoder(Func<T, TValue?> value, ISerde<TValue> valueSerde)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(valueSerde);
        _value = value;
        _valueSerde = valueSerde;
    }

    /// <summary>The topic of a row; the sink's <c>topic</c> option beats it.</summary>
    public Func<T, string?>? Topic { get; init; }

    /// <summary>The partition of a row; null leaves it to the partitioner.</summary>
    public Func<T, int?>? Partition { get; init; }

    /// <summary>The headers of a row.</summary>
    public Func<T, IReadOnlyList<KafkaHeader>?>? Headers { get; init; }

    /// <summary>The timestamp of a row in milliseconds since 1970-01-01 UTC; null: the time of sending.</summary>
    public Func<T, long?>? TimestampMs { get; init; }

    /// <inheritdoc/>
    public override bool NamesTopic => Topic is not null;

    /// <inheritdoc/>
    public override void Encode(T row, long timestamp, TopicRecord record)
    {
        if (_key is not null && _key(row) is { } key)
        {
            _keySerde!.Write(key, record.Key);
            record.HasKey = true;
        }

        if (_value(row) is { } value)
        {
            _valueSerde.Write(value, record.Value);
            record.HasValue = true;
        }

        if (Topic is not null)
        {
            record.Topic = Topic(row);
        }

        if (Partition is not null)
        {
            record.Partition = Partition(row);
        }

        if (Headers is not null)
        {
            record.Headers = Headers(row);
        }

        if (TimestampMs is not null)
        {
            record.TimestampMs = TimestampMs(row);
        }
    }
}
