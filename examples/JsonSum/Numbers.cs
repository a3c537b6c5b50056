using System.Text.Json;
using Confluent.Kafka;
using Streaming.Examples;

/// <summary>The producer: an ordinary Kafka client.</summary>
internal static class Numbers
{
    /// <summary>Sends two random ints as JSON each second; on the embedded broker something that is no JSON as well.</summary>
    public static async Task SendAsync(string servers, string topic, int count, bool alsoBad, CancellationToken stopping)
    {
        using var producer = Example.NewProducer(servers);
        for (int i = 0; i < count; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            string text = alsoBad && i == count / 2
                ? "no JSON"
                : JsonSerializer.Serialize(new[] { new Number(Random.Shared.Next(100)), new Number(Random.Shared.Next(100)) }, JsonSerializerOptions.Web);
            await producer.ProduceAsync(topic, new Message<Null, string> { Value = text }, stopping);
            Console.WriteLine($"Sent {text}");
        }
    }
}
