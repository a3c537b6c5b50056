using System.Text.Json;
using Confluent.Kafka;

/// <summary>The producer: an ordinary Kafka client that loses nothing (acks=all) and compresses what it sends.</summary>
internal static class Sensors
{
    private static readonly string[] Ids = ["sensor-1", "sensor-2", "sensor-3"];

    /// <summary>Sends events of three sensors, one each second; the key is the sensor, so that its events stay in order.</summary>
    public static async Task SendAsync(string servers, string topic, int count, CancellationToken stopping)
    {
        var config = new ProducerConfig { BootstrapServers = servers, Acks = Acks.All, CompressionType = CompressionType.Snappy, MessageTimeoutMs = 10_000 };
        using var producer = new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
        for (int i = 0; i < count; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            double now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
            var sent = new SensorEvent(Ids[i % Ids.Length], Math.Round(15 + (Random.Shared.NextDouble() * 20), 1), now);
            await producer.ProduceAsync(topic, new Message<string, string> { Key = sent.SensorId, Value = JsonSerializer.Serialize(sent) }, stopping);
            Console.WriteLine($"Sent {JsonSerializer.Serialize(sent)}");
        }
    }
}
