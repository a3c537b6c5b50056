using System.Text.Json;
using Confluent.Kafka;

/// <summary>The producer: made-up quotes of several coins, whose prices wander.</summary>
internal static class Quotes
{
    private static readonly (string Name, double Price)[] Coins = [("BTCUSD", 64_000), ("ETHUSD", 3_100), ("XRPUSD", 0.52)];

    /// <summary>Sends a quote of each coin per step; key: the coin, timestamp: the time of the quote, which goes on by <paramref name="step"/> each time.</summary>
    public static async Task SendAsync(string servers, string topic, DateTimeOffset start, TimeSpan step, TimeSpan pause, int count, CancellationToken stopping)
    {
        var config = new ProducerConfig { BootstrapServers = servers, Acks = Acks.All, MessageTimeoutMs = 10_000 };
        using var producer = new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
        double[] prices = [.. Coins.Select(coin => coin.Price)];
        for (int i = 0; i < count; i++)
        {
            var time = start + (step * i);
            for (int coin = 0; coin < Coins.Length; coin++)
            {
                double price = prices[coin] *= 1 + ((Random.Shared.NextDouble() - 0.5) / 100);
                double change = price - Coins[coin].Price;
                var quote = new Quote(
                    Coins[coin].Name, price * 0.9995, 1, price * 1.0005, 1, change, change / Coins[coin].Price, price, 1000, Math.Max(price, Coins[coin].Price), Math.Min(price, Coins[coin].Price),
                    time.ToUnixTimeMilliseconds());
                await producer.ProduceAsync(
                    topic, new Message<string, string> { Key = quote.Name, Value = JsonSerializer.Serialize(quote), Timestamp = new Timestamp(time) }, stopping);
            }

            await Task.Delay(pause, stopping);
        }
    }
}
