namespace Streaming;

/// <summary>Spark's columns of a Kafka record.</summary>
internal static class KafkaRecordColumns
{
    public static RowColumn<KafkaRecord>[] All { get; } =
    [
        new RowColumn<KafkaRecord, byte[]?>("key", record => record.HasKey ? record.Key.ToArray() : null),
        new RowColumn<KafkaRecord, byte[]?>("value", record => record.HasValue ? record.Value.ToArray() : null),
        new RowColumn<KafkaRecord, string>("topic", record => record.Topic),
        new RowColumn<KafkaRecord, int>("partition", record => record.Partition),
        new RowColumn<KafkaRecord, long>("offset", record => record.Offset),
        new RowColumn<KafkaRecord, DateTimeOffset>("timestamp", record => record.Timestamp),
        new RowColumn<KafkaRecord, int>("timestampType", record => record.TimestampType),
    ];
}
