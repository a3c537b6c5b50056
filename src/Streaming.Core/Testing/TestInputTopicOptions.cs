namespace Streaming.Testing;

/// <summary>Settings of a <see cref="TestInputTopic{TKey, TValue}"/>.</summary>
public sealed record TestInputTopicOptions
{
    /// <summary>What the topic's own clock shows at first; null: the driver's <see cref="TopologyTestDriverOptions.StartTime"/>.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>How far the topic's clock moves after each record that has no time of its own.</summary>
    public TimeSpan AutoAdvance { get; init; }

    /// <summary>Number of partitions; null: as it is. A topic can grow, as in Kafka; it cannot shrink.</summary>
    public int? Partitions { get; init; }
}
