using System.Text.Json;
using Streaming.Testing;

namespace Streaming.Core.Tests.Docs;

/// <summary>The code of docs/guide/event-time.md.</summary>
public sealed class EventTimeGuideTests
{
    /// <summary>A trade.</summary>
    public sealed record Trade(string Coin, DateTimeOffset Time, double Price);

    /// <summary>Prices of some minutes.</summary>
    public sealed record Candle(string Coin, DateTimeOffset Start, double Open, double High, double Low, double Close);

    [Fact]
    public void CandlesOfTrades()
    {
        using var driver = new TopologyTestDriver(session =>
        {
            var trades = session.ReadStream().Kafka("localhost:9092", "trades").Decode(record => JsonSerializer.Deserialize<Trade>(record.Value)!)
                .WithWatermark(trade => trade.Time, "10 seconds");
            var candles = trades.GroupBy(trade => trade.Coin).Window(TumblingWindow.Of("5 minutes"))
                .Aggregate(
                    a => a.First(trade => trade.Price, by: trade => trade.Time),   // open
                    a => a.Max(trade => trade.Price),
                    a => a.Min(trade => trade.Price),
                    a => a.Last(trade => trade.Price, by: trade => trade.Time),    // close
                    (coin, window, open, high, low, close) => new Candle(coin, window.Start, open, high, low, close));
            return candles.WriteStream().Kafka("localhost:9092", "candles", candle => candle.Coin, candle => candle);
        });
        var input = driver.CreateInputTopic("trades", Serdes.Utf8, Serdes.Json<Trade>());
        var start = DateTimeOffset.Parse("2024-03-01T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        input.PipeValues(new Trade("BTC", start.AddSeconds(200), 3), new Trade("BTC", start.AddSeconds(1), 5), new Trade("BTC", start.AddSeconds(299), 4), new Trade("BTC", start.AddSeconds(100), 9));
        driver.RunBatch();
        Assert.Equal((("BTC", new TimeWindow(start, start.AddMinutes(5))), (((5d, 9d), 3d), 4d)), Assert.Single(driver.State<(string, TimeWindow), (((double, double), double), double)>()));
        var output = driver.CreateOutputTopic("candles", Serdes.Utf8, Serdes.Json<Candle>());
        output.AssertEmpty();
        input.PipeValues(new Trade("BTC", start.AddSeconds(400), 1));
        driver.ProcessAll();
        Assert.Equal(("BTC", new Candle("BTC", start, 5, 9, 3, 4)), output.ReadKeyValue());
        output.AssertEmpty();
        Assert.Equal(start.AddMinutes(5), Assert.Single(driver.State<(string, TimeWindow Window), (((double, double), double), double)>()).Key.Window.Start);
    }

    [Fact]
    public void LateTrades()
    {
        var tooLate = new List<Trade>();
        using var driver = new TopologyTestDriver(session =>
        {
            var trades = session.ReadStream().Kafka("localhost:9092", "trades").Decode(record => JsonSerializer.Deserialize<Trade>(record.Value)!).WithWatermark(trade => trade.Time, "10 seconds");
            var perCoin = trades.GroupBy(trade => trade.Coin).Window(TumblingWindow.Of("5 minutes"))
                .LateRows(late => late.ForeachBatch((rows, batch) => tooLate.AddRange(rows)))
                .Count();
            return perCoin.WriteStream().Format("noop");
        });
        var input = driver.CreateInputTopic("trades", Serdes.Utf8, Serdes.Json<Trade>());
        input.PipeValues(new Trade("BTC", DateTimeOffset.FromUnixTimeSeconds(1000), 1));
        driver.ProcessAll();
        input.PipeValues(new Trade("BTC", DateTimeOffset.FromUnixTimeSeconds(500), 2));
        driver.ProcessAll();
        Assert.Equal(2, Assert.Single(tooLate).Price);
    }

    [Fact]
    public void AveragesOfReadings()
    {
        using var driver = new TopologyTestDriver(session =>
        {
            var readings = session.ReadStream().Format("kafka").Option("subscribe", "readings").Load().SelectExpr("from_json(CAST(value AS STRING), 'sensor STRING, time TIMESTAMP, celsius DOUBLE') AS r").SelectExpr("r.*");
            var averages = readings.WithWatermark("time", "1 minute")
                .GroupBy(Functions.Expr("window(time, '10 minutes', '5 minutes')"), Functions.Col("sensor"))
                .Agg(Functions.Avg("celsius").As("mean"))
                .SelectExpr("window.start", "window.end", "sensor", "mean");
            return averages.SelectExpr("concat(sensor, ' ', date_format(start, 'HH:mm'), ' ', mean) AS value").WriteStream().Format("kafka").Option("topic", "averages");
        });
        var input = driver.CreateInputTopic("readings", Serdes.Utf8, Serdes.Utf8);
        input.PipeValues("""{"sensor":"a","time":"2024-03-01T12:06:00Z","celsius":20}""", """{"sensor":"a","time":"2024-03-01T12:11:00Z","celsius":30}""", """{"sensor":"a","time":"2024-03-01T12:21:00Z","celsius":0}""");
        driver.ProcessAll();
        Assert.Equal(["a 12:00 20.0", "a 12:05 25.0", "a 12:10 30.0"], driver.CreateOutputTopic("averages", Serdes.Utf8, Serdes.Utf8).ReadAllKeyValues().Select(pair => pair.Value!).Order());
    }
}
