using Streaming.Kafka.Tests;

[assembly: AssemblyFixture(typeof(KafkaServerFixture))]

namespace Streaming.Kafka.Tests;

/// <summary>The broker that tests share, started by the first that asks; each test has topics of its own.</summary>
public sealed class KafkaServerFixture : IDisposable
{
    private readonly Lock _lock = new();
    private KafkaServer? _server;

    public KafkaServer Server
    {
        get
        {
            lock (_lock)
            {
                return _server ??= KafkaServer.Start();
            }
        }
    }

    public string BootstrapServers => Server.BootstrapServers;

    public void Dispose() => _server?.Dispose();
}
