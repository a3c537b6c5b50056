using System.Buffers;
using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Encodes dead letters: key, value and headers as they came, and four headers that say where from and why.</summary>
public sealed class DeadLetterEncoder : TopicEncoder<DeadLetterRecord>
{
    /// <summary>Header with the topic the record came from.</summary>
    public const string TopicHeader = "deadletter.topic";

    /// <summary>Header with the partition the record came from, in digits.</summary>
    public const string PartitionHeader = "deadletter.partition";

    /// <summary>Header with the record's offset, in digits.</summary>
    public const string OffsetHeader = "deadletter.offset";

    /// <summary>Header with the reason, UTF-8.</summary>
    public const string ReasonHeader = "deadletter.reason";

    /// <inheritdoc/>
    public override void Encode(DeadLetterRecord row, long timestamp, TopicRecord record)
    {
        if (row.Key is not null)
        {
            record.Key.Write(row.Key);
            record.HasKey = true;
        }

        if (row.Value is not null)
        {
            record.Value.Write(row.Value);
            record.HasValue = true;
        }

        record.Headers =
        [
            .. row.Headers ?? [],
            new KafkaHeader(TopicHeader, Encoding.UTF8.GetBytes(row.Topic)),
            new KafkaHeader(PartitionHeader, Encoding.UTF8.GetBytes(row.Partition.ToString(CultureInfo.InvariantCulture))),
            new KafkaHeader(OffsetHeader, Encoding.UTF8.GetBytes(row.Offset.ToString(CultureInfo.InvariantCulture))),
            new KafkaHeader(ReasonHeader, Encoding.UTF8.GetBytes(row.Reason)),
        ];
        record.TimestampMs = timestamp == RecordBatch<DeadLetterRecord>.NoTimestamp ? null : timestamp / 1000;
    }
}
