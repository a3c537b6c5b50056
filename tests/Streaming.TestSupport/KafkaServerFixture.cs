namespace Streaming.TestSupport;

/// <summary>Assembly fixture of tests that share a broker: started by the first that asks, stopped after the last.</summary>
public sealed class KafkaServerFixture : IDisposable
{
#pragma warning disable CA1822 // xunit hands out instances.
    public KafkaServer Server => KafkaServer.Shared;

    public string BootstrapServers => Server.BootstrapServers;
#pragma warning restore CA1822

    public void Dispose() => KafkaServer.StopShared();
}
