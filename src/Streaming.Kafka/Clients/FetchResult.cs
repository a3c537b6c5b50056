namespace Streaming.Kafka;

/// <summary>Result of a fetch.</summary>
internal readonly struct FetchResult
{
    public FetchKind Kind { get; private init; }

    public PartitionId Partition { get; private init; }

    /// <summary>The records; the caller's until it returns them.</summary>
    public KafkaRecordBuffer? Records { get; private init; }

    public long Offset { get; private init; }

    public KafkaClientException? Error { get; private init; }

    public static FetchResult Of(PartitionId partition, KafkaRecordBuffer records) => new() { Kind = FetchKind.Records, Partition = partition, Records = records };

    public static FetchResult At(PartitionId partition, long offset) => new() { Kind = FetchKind.Position, Partition = partition, Offset = offset };

    public static FetchResult Failure(PartitionId partition, KafkaClientException error) => new() { Kind = FetchKind.Failed, Partition = partition, Error = error };
}
