using System.Globalization;
using Confluent.Kafka;
using Streaming.Examples;

/// <summary>The producer: an ordinary Kafka client.</summary>
internal static class RandomInts
{
    /// <summary>Sends an int from 0 to 99 as text each second, on the second.</summary>
    public static async Task SendAsync(string servers, string topic, int count, CancellationToken stopping)
    {
        using var producer = Example.NewProducer(servers);
        for (int i = 0; i < count; i++)
        {
            await NextSecondAsync(stopping);
            string number = Random.Shared.Next(100).ToString(CultureInfo.InvariantCulture);
            await producer.ProduceAsync(topic, new Message<Null, string> { Value = number }, stopping);
            Console.WriteLine($"Sent {number}");
        }
    }

    private static Task NextSecondAsync(CancellationToken stopping)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Task.Delay(TimeSpan.FromTicks(TimeSpan.TicksPerSecond - now.Ticks % TimeSpan.TicksPerSecond), stopping);
    }
}
