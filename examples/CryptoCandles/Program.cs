// Crypto candles: open, high, low and close of each coin in windows of five minutes, to the console and to a topic.
using System.CommandLine;
using System.Text.Json;
using Streaming;
using Streaming.Examples;

var topicOption = new Option<string>("--topic") { Description = "The topic with the quotes.", DefaultValueFactory = _ => "quotes", Recursive = true };
var outputOption = new Option<string>("--output-topic") { Description = "Where finished candles go.", DefaultValueFactory = _ => "candles", Recursive = true };
var command = new RootCommand("Sends made-up quotes of coins to a Kafka topic, and makes candles of five minutes from them.")
{
    Example.BootstrapServers, Example.StartingOffsets, topicOption, outputOption,
};

command.SetRoles(async (roles, options, stopping) =>
{
    string topic = options.GetRequiredValue(topicOption);
    string output = options.GetRequiredValue(outputOption);
    using var kafka = await ExampleBroker.OpenAsync(options, topic, output);
    await using var session = StreamingSession.Create("crypto-candles");

    if (roles.HasFlag(Roles.Query))
    {
        var candles = session.ReadStream()
            .Option("startingOffsets", kafka.StartingOffsets)
            .Kafka(kafka.Servers, topic)
            .DecodeValues(Serdes.Json<Quote>(), new DecodeOptions { OnBadRecord = OnBadRecord.Skip })
            .WithWatermark(quote => quote.Time, "30 seconds")
            .GroupBy(quote => quote.Name)
            .Window(TumblingWindow.Of("5 minutes"))
            .Aggregate(
                a => a.First(quote => quote.LastPrice, by: quote => quote.Time),
                a => a.Max(quote => quote.LastPrice),
                a => a.Min(quote => quote.LastPrice),
                a => a.Last(quote => quote.LastPrice, by: quote => quote.Time),
                a => a.Count(),
                (coin, window, open, high, low, close, count) => new Candle(coin, window.Start, open, high, low, close, count));

        candles.WriteStream()
            .OutputMode(OutputMode.Append) // a candle comes out once, when its five minutes are over
            .Trigger(Trigger.ProcessingTime("1 second"))
            .Option("truncate", false)
            .Console()
            .Start();

        candles.Map(candle => JsonSerializer.Serialize(candle))
            .WriteStream()
            .OutputMode(OutputMode.Append)
            .Trigger(Trigger.ProcessingTime("1 second"))
            .Kafka(kafka.Servers, output)
            .Option("checkpointLocation", Path.Combine(Path.GetTempPath(), $"crypto-candles-{Guid.NewGuid():N}"))
            .Start();
    }

    // On the embedded broker time runs a hundred times as fast, so that candles are seen at once.
    bool isEmbedded = kafka.Embedded is not null;
    var step = TimeSpan.FromSeconds(isEmbedded ? 20 : 1);
    var now = TimeProvider.System.GetUtcNow();
    var start = isEmbedded ? now - TimeSpan.FromHours(1) : now;
    var producing = roles.HasFlag(Roles.Producer)
        ? Quotes.SendAsync(kafka.Servers, topic, start, step, TimeSpan.FromSeconds(isEmbedded ? 0.2 : 1), isEmbedded ? 60 : int.MaxValue, stopping)
        : null;
    await Example.RunAsync(session, producing, stopping);

    if (isEmbedded && !stopping.IsCancellationRequested)
    {
        Console.WriteLine(
            """
            Those were candles on the embedded broker. What to try next:
              - Producer and query as two programs, with a Kafka of your own (docker compose up -d starts one):
                  dotnet run --project examples/CryptoCandles -- producer --bootstrap-servers localhost:9092
                  dotnet run --project examples/CryptoCandles -- query --bootstrap-servers localhost:9092
              - Change the query in Program.cs: OutputMode.Update shows candles while they grow, SlidingWindow.Of("5 minutes", "1 minute") one each minute.
            """);
    }
});

return await Example.RunAsync(command, args);
