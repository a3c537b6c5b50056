using Streaming.TestSupport;

namespace Streaming.Conformance;

/// <summary>The broker of all Kafka cases, started at the first use.</summary>
internal sealed class KafkaBroker : IDisposable
{
    private readonly Lazy<(string? Servers, string? Reason)> _broker = new(Find);

    /// <summary>Its address.</summary>
    /// <exception cref="MissingFeatureException">There is none; the text says why.</exception>
    public string Servers => _broker.Value.Servers ?? throw new MissingFeatureException($"a Kafka broker ({_broker.Value.Reason})");

    /// <summary>Why there is no broker; null where there may be one.</summary>
    public static string? WhyNot() =>
        Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP_SERVERS") is { Length: > 0 } || TestServers.Folder is not null ? null : "set KAFKA_BOOTSTRAP_SERVERS, or STREAMING_SERVERS to the folder of the servers";

    public void Dispose()
    {
        if (_broker.IsValueCreated)
        {
            KafkaServer.StopShared();
        }
    }

    private static (string?, string?) Find()
    {
        if (WhyNot() is { } reason)
        {
            return (null, reason);
        }

        try
        {
            return (KafkaServer.Shared.BootstrapServers, null);
        }
        catch (Exception error)
        {
            return (null, error.Message.Replace("$XunitDynamicSkip$", "", StringComparison.Ordinal));
        }
    }
}
