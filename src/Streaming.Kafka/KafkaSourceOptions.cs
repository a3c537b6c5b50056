using System.Globalization;

namespace Streaming.Kafka;

/// <summary>Typed options of the Kafka source; each stands for the option string of the same name.</summary>
public sealed class KafkaSourceOptions
{
    /// <summary>Addresses of the brokers (<c>kafka.bootstrap.servers</c>), for example <c>localhost:9092</c>.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>Topics to read, separated by commas. Exactly one of this, <see cref="SubscribePattern"/> and <see cref="Assign"/> is set.</summary>
    public string? Subscribe { get; init; }

    /// <summary>Regular expression that a topic's whole name must match; new topics are found while the query runs.</summary>
    public string? SubscribePattern { get; init; }

    /// <summary>Partitions to read, as JSON: <c>{"topicA":[0,1]}</c>.</summary>
    public string? Assign { get; init; }

    /// <summary>Where a new query starts: <c>latest</c> (default), <c>earliest</c> or JSON <c>{"topicA":{"0":23,"1":-2}}</c> (-2 earliest, -1 latest).</summary>
    public string? StartingOffsets { get; init; }

    /// <summary>A new query starts at the first records of this time or later; beats the other two.</summary>
    public DateTimeOffset? StartingTimestamp { get; init; }

    /// <summary>A time a partition, in milliseconds since 1970-01-01 UTC, as JSON; beats <see cref="StartingOffsets"/>.</summary>
    public string? StartingOffsetsByTimestamp { get; init; }

    /// <summary>Where no record is that late: <c>error</c> (default) or <c>latest</c>.</summary>
    public string? StartingOffsetsByTimestampStrategy { get; init; }

    /// <summary>Most records of an epoch, split over the partitions by their backlog; null for no limit.</summary>
    public long? MaxOffsetsPerTrigger { get; init; }

    /// <summary>Fewest records that an epoch runs for, unless <see cref="MaxTriggerDelay"/> has passed.</summary>
    public long? MinOffsetsPerTrigger { get; init; }

    /// <summary>Longest wait for <see cref="MinOffsetsPerTrigger"/>; 15 minutes by default.</summary>
    public TimeSpan? MaxTriggerDelay { get; init; }

    /// <summary>Whether the query fails when records were gone before they were read; true by default.</summary>
    public bool? FailOnDataLoss { get; init; }

    /// <summary>Whether records carry their headers; false by default.</summary>
    public bool? IncludeHeaders { get; init; }

    /// <summary>Fields that the query uses, of <c>key,value,timestamp</c>; the others are not read. All three by default.</summary>
    public string? RecordFields { get; init; }

    /// <summary>Group that offsets are also committed to, so that Kafka's tools show the lag; never read. None by default.</summary>
    public string? CommitOffsetsToGroup { get; init; }

    /// <summary>Further options by name, such as <c>kafka.security.protocol</c> or <c>kafkaConsumer.pollTimeoutMs</c>.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<KeyValuePair<string, string>> ToOptions()
    {
        var all = new (string Name, string? Value)[]
        {
            ("kafka.bootstrap.servers", BootstrapServers),
            ("subscribe", Subscribe),
            ("subscribePattern", SubscribePattern),
            ("assign", Assign),
            ("startingOffsets", StartingOffsets),
            ("startingTimestamp", Text(StartingTimestamp?.ToUnixTimeMilliseconds())),
            ("startingOffsetsByTimestamp", StartingOffsetsByTimestamp),
            ("startingOffsetsByTimestampStrategy", StartingOffsetsByTimestampStrategy),
            ("maxOffsetsPerTrigger", Text(MaxOffsetsPerTrigger)),
            ("minOffsetsPerTrigger", Text(MinOffsetsPerTrigger)),
            ("maxTriggerDelay", MaxTriggerDelay is { } delay ? $"{Text((long)delay.TotalMilliseconds)} milliseconds" : null),
            ("failOnDataLoss", Text(FailOnDataLoss)),
            ("includeHeaders", Text(IncludeHeaders)),
            ("recordFields", RecordFields),
            ("commitOffsetsToGroup", CommitOffsetsToGroup),
        };
        return all.Where(option => option.Value is not null).Select(option => KeyValuePair.Create(option.Name, option.Value!)).Concat(Others);
    }

    private static string? Text(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(bool? value) => value is { } flag ? (flag ? "true" : "false") : null;
}
