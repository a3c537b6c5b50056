namespace Streaming.Testing;

/// <summary>A record as a topic in memory keeps it.</summary>
internal sealed class StoredRecord
{
    public required string Topic { get; init; }

    public required int Partition { get; init; }

    public required long Offset { get; init; }

    public required byte[]? Key { get; init; }

    public required byte[]? Value { get; init; }

    public required long TimestampMs { get; init; }

    public required IReadOnlyList<KafkaHeader>? Headers { get; init; }

    public TestRecord<TKey, TValue> Read<TKey, TValue>(ISerde<TKey> keys, ISerde<TValue> values) => new()
    {
        Key = Key is null ? default : keys.Read(Key),
        HasKey = Key is not null,
        Value = Value is null ? default : values.Read(Value),
        HasValue = Value is not null,
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(TimestampMs),
        Headers = Headers ?? [],
        Topic = Topic,
        Partition = Partition,
        Offset = Offset,
    };
}
