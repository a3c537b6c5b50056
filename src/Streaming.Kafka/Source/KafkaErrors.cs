namespace Streaming.Kafka;

/// <summary>The texts of errors; Spark's where Spark has one.</summary>
internal static class KafkaErrors
{
    private const string DataLoss =
        "Some data may have been lost because they are not available in Kafka any more;\n" +
        "either the data was aged out by Kafka or the topic may have been deleted before all the data in the\n" +
        "topic was processed.\n" +
        "If you don't want your streaming query to fail on such cases, set the source option failOnDataLoss to false.\n" +
        "Reason: ";

    public static StreamingException Option(string message) => new("INVALID_OPTION", message);

    public static StreamingException PartitionChanged(PartitionId partition, long from, long to) => Lost(
        "PARTITION_OFFSET_CHANGED", $"Partition {partition} offset was changed from {from} to {to}.", partition, to);

    public static StreamingException PartitionsDeleted(IEnumerable<PartitionId> partitions, bool hasOwnGroup)
    {
        string text = $"Partitions {string.Join(", ", partitions)} have been deleted.";
        return hasOwnGroup
            ? Lost("PARTITIONS_DELETED_AND_GROUP_ID_CONFIG_PRESENT", text + "\nThe option 'kafka.group.id' is set: queries that share a group id can disturb each other.", null, null)
            : Lost("PARTITIONS_DELETED", text, null, null);
    }

    public static StreamingException NewPartitionNotAtZero(PartitionId partition, long start) => Lost(
        "ADDED_PARTITION_DOES_NOT_START_FROM_OFFSET_ZERO", $"Added partition {partition} starts from {start} instead of 0.", partition, start);

    public static StreamingException NoInitialOffset(IEnumerable<PartitionId> partitions) => Lost(
        "INITIAL_OFFSET_NOT_FOUND_FOR_PARTITIONS", $"Cannot find initial offsets for partitions {string.Join(", ", partitions)}. They may have been deleted.", null, null);

    public static StreamingException CouldNotRead(PartitionId partition, long start, long end, string group) => Lost(
        "COULD_NOT_READ_OFFSET_RANGE", $"Could not read records in offset [{start}, {end}) for topic partition {partition}\nwith consumer group {group}.", partition, start);

    public static StreamingException UnknownTopics(IEnumerable<string> topics, string servers) => new(
        "UNKNOWN_TOPIC_OR_PARTITION",
        $"This server does not host this topic-partition: there is no topic {string.Join(", ", topics.Select(topic => $"'{topic}'"))} at {servers}. Create it before the query starts, or correct the option 'subscribe' or 'assign'.")
    { Topic = topics.FirstOrDefault() };

    public static StreamingException NoOffsetAtTime(PartitionId partition, long timestamp) => new(
        "KAFKA_NO_OFFSET_FOR_TIMESTAMP",
        $"No offset matched from request of topic-partition {partition} and timestamp {timestamp}. Use an earlier timestamp, or set startingOffsetsByTimestampStrategy to latest.")
    { Topic = partition.Topic, Partition = partition.Partition };

    public static StreamingException LostUnderAvailableNow(string text) => new(
        "KAFKA_AVAILABLE_NOW_DATA_LOSS",
        $"Some of the data that was there when the query with Trigger.AvailableNow started is gone: {text} Start the query again.");

    public static StreamingException NoProgress(PartitionId partition, long offset, long end, TimeSpan timeout, string servers, string? problem) => new(
        "KAFKA_FETCH_TIMEOUT",
        $"No record of {partition} arrived from offset {offset} (the epoch ends at {end}) within {timeout.TotalSeconds:0.#} s from {servers}{(problem is null ? "" : $"; the last problem was: {problem}")}. "
        + "Check the brokers and the partition's leader; the query goes on from here when it is started again. The time is the option 'kafkaConsumer.pollTimeoutMs'.")
    { Topic = partition.Topic, Partition = partition.Partition, Offset = offset };

    /// <summary>The error for a client's failure.</summary>
    /// <param name="failure">What the client said.</param>
    /// <param name="doing">What was being done, for example <c>Reading the offsets of lines</c>.</param>
    /// <param name="servers">The addresses.</param>
    public static StreamingException Client(KafkaClientException failure, string doing, string servers) => failure.Failure switch
    {
        KafkaFailure.Configuration => new StreamingException("INVALID_OPTION", failure.Message, failure),
        KafkaFailure.Unreachable => new StreamingException(
            "KAFKA_UNREACHABLE",
            $"{doing} failed: no Kafka broker answers at {servers}: {failure.Message}. Check that the broker runs, the option 'kafka.bootstrap.servers' and the network.", failure),
        KafkaFailure.Authentication => new StreamingException(
            "KAFKA_AUTHENTICATION",
            $"{doing} failed: the Kafka broker at {servers} refuses the credentials: {failure.Message}. Check the options 'kafka.security.protocol', 'kafka.sasl.mechanism', 'kafka.sasl.username' and 'kafka.sasl.password' (or the 'kafka.ssl.*' ones).", failure),
        KafkaFailure.Authorization => new StreamingException(
            "KAFKA_AUTHORIZATION", $"{doing} failed: the Kafka broker at {servers} does not allow it: {failure.Message}. Grant the user the access, or use another.", failure),
        KafkaFailure.UnknownTopicOrPartition => new StreamingException(
            "UNKNOWN_TOPIC_OR_PARTITION", $"{doing} failed: This server does not host this topic-partition: {failure.Message}. Check the topic's name and its number of partitions.", failure),
        _ => new StreamingException("KAFKA_CLIENT", $"{doing} failed at {servers}: {failure.Message}.", failure),
    };

    private static StreamingException Lost(string subclass, string reason, PartitionId? partition, long? offset) => new("KAFKA_DATA_LOSS." + subclass, DataLoss + reason)
    {
        SqlState = "22000",
        Topic = partition?.Topic,
        Partition = partition?.Partition,
        Offset = offset,
    };
}
