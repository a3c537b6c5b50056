using System.Globalization;

namespace Streaming.Kafka;

/// <summary>Options of the Kafka source as properties; what is not set has the source's default.</summary>
public sealed record KafkaSourceOptions
{
    /// <summary>Addresses such as <c>localhost:9092</c>, separated by commas (<c>kafka.bootstrap.servers</c>).</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>Topics to read (<c>subscribe</c>). Exactly one of this, <see cref="SubscribePattern"/> and <see cref="Assign"/>.</summary>
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>Regular expression of topic names (<c>subscribePattern</c>).</summary>
    public string? SubscribePattern { get; init; }

    /// <summary>Topics and partitions as JSON, <c>{"lines":[0,1]}</c> (<c>assign</c>).</summary>
    public string? Assign { get; init; }

    /// <summary><c>earliest</c>, <c>latest</c> or JSON per partition (<c>startingOffsets</c>); only for the first start of a query.</summary>
    public string? StartingOffsets { get; init; }

    /// <summary>Start at the first record of this time or later (<c>startingTimestamp</c>).</summary>
    public DateTimeOffset? StartingTimestamp { get; init; }

    /// <summary>Most records of a batch, split over the partitions by backlog (<c>maxOffsetsPerTrigger</c>).</summary>
    public long? MaxOffsetsPerTrigger { get; init; }

    /// <summary>Wait for this many records (<c>minOffsetsPerTrigger</c>), but not longer than <see cref="MaxTriggerDelay"/>.</summary>
    public long? MinOffsetsPerTrigger { get; init; }

    /// <summary>Longest wait for <see cref="MinOffsetsPerTrigger"/> (<c>maxTriggerDelay</c>).</summary>
    public TimeSpan? MaxTriggerDelay { get; init; }

    /// <summary>Fail when records were lost before they were read (<c>failOnDataLoss</c>, true).</summary>
    public bool? FailOnDataLoss { get; init; }

    /// <summary>Read headers as well (<c>includeHeaders</c>, false).</summary>
    public bool? IncludeHeaders { get; init; }

    /// <summary>Any other option of the source or, with the prefix <c>kafka.</c>, of the client.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<KeyValuePair<string, string>> ToOptions()
    {
        yield return new("kafka.bootstrap.servers", BootstrapServers);
        (string Name, string? Value)[] values =
        [
            ("subscribe", Topics is null ? null : string.Join(',', Topics)),
            ("subscribePattern", SubscribePattern),
            ("assign", Assign),
            ("startingOffsets", StartingOffsets),
            ("startingTimestamp", StartingTimestamp?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            ("maxOffsetsPerTrigger", MaxOffsetsPerTrigger?.ToString(CultureInfo.InvariantCulture)),
            ("minOffsetsPerTrigger", MinOffsetsPerTrigger?.ToString(CultureInfo.InvariantCulture)),
            ("maxTriggerDelay", MaxTriggerDelay is { } delay ? $"{(long)delay.TotalMilliseconds}ms" : null),
            ("failOnDataLoss", FailOnDataLoss is { } fail ? (fail ? "true" : "false") : null),
            ("includeHeaders", IncludeHeaders is { } headers ? (headers ? "true" : "false") : null),
        ];
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                yield return new(name, value);
            }
        }

        foreach (var option in More)
        {
            yield return option;
        }
    }
}
