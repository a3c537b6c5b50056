namespace Streaming.Kafka;

/// <summary>Options of <see cref="EmbeddedKafka"/>.</summary>
public sealed class EmbeddedKafkaOptions
{
    /// <summary>Number of brokers; 1 by default.</summary>
    public int Brokers { get; init; } = 1;

    /// <summary>How long to wait for the brokers to answer; 10 s by default.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock that paces producers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
