using System.Buffers;
using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Writes dead letters: key and value unchanged, topic, partition, offset and reason as UTF-8 headers.</summary>
public sealed class DeadLetterEncoder : ITopicEncoder<DeadLetterRecord>
{
    /// <summary>Header with the topic that the record came from.</summary>
    public const string TopicHeader = "__streaming.errors.topic";

    /// <summary>Header with the partition that the record came from, as decimal text.</summary>
    public const string PartitionHeader = "__streaming.errors.partition";

    /// <summary>Header with the offset that the record came from, as decimal text.</summary>
    public const string OffsetHeader = "__streaming.errors.offset";

    /// <summary>Header with the reason.</summary>
    public const string ReasonHeader = "__streaming.errors.reason";

    /// <inheritdoc/>
    public void Encode(DeadLetterRecord row, long timestamp, TopicRecord record)
    {
        if (row.Key is { } key)
        {
            record.Key.Write(key);
            record.HasKey = true;
        }

        if (row.Value is { } value)
        {
            record.Value.Write(value);
            record.HasValue = true;
        }

        record.Headers =
        [
            Header(TopicHeader, row.Topic),
            Header(PartitionHeader, row.Partition.ToString(CultureInfo.InvariantCulture)),
            Header(OffsetHeader, row.Offset.ToString(CultureInfo.InvariantCulture)),
            Header(ReasonHeader, row.Reason),
        ];
        if (timestamp != RecordBatch<DeadLetterRecord>.NoTimestamp)
        {
            record.TimestampMs = timestamp / 1000;
        }
    }

    private static KafkaHeader Header(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));
}
