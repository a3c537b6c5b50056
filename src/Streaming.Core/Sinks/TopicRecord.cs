using System.Buffers;

namespace Streaming;

/// <summary>A record on its way to a topic; filled by an <see cref="ITopicEncoder{T}"/>, reused for each row.</summary>
public sealed class TopicRecord
{
    /// <summary>The topic; null where the row does not say (the sink's <c>topic</c> option beats it anyway).</summary>
    public string? Topic { get; set; }

    /// <summary>The partition; null leaves it to the partitioner.</summary>
    public int? Partition { get; set; }

    /// <summary>Bytes of the key; only meaningful where <see cref="HasKey"/>.</summary>
    public ArrayBufferWriter<byte> Key { get; } = new(64);

    /// <summary>False for a record without a key.</summary>
    public bool HasKey { get; set; }

    /// <summary>Bytes of the value; only meaningful where <see cref="HasValue"/>.</summary>
    public ArrayBufferWriter<byte> Value { get; } = new(256);

    /// <summary>False for a null value.</summary>
    public bool HasValue { get; set; }

    /// <summary>The headers; null for none.</summary>
    public IReadOnlyList<KafkaHeader>? Headers { get; set; }

    /// <summary>The timestamp in milliseconds since 1970-01-01 UTC; null: the time of sending.</summary>
    public long? TimestampMs { get; set; }

    /// <summary>Empties the record for the next row.</summary>
    public void Clear()
    {
        Topic = null;
        Partition = null;
        Key.ResetWrittenCount();
        HasKey = false;
        Value.ResetWrittenCount();
        HasValue = false;
        Headers = null;
        TimestampMs = null;
    }
}
