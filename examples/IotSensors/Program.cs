// IoT sensors: the mean temperature of each sensor in windows of event time, and an alert where it is over a limit.
using System.CommandLine;
using System.Globalization;
using Streaming;
using Streaming.Examples;

var topicOption = new Option<string>("--topic") { Description = "The topic with the events.", DefaultValueFactory = _ => "eventos_sensores", Recursive = true };
var windowOption = new Option<string>("--window") { Description = "Length of the windows.", DefaultValueFactory = _ => "5 seconds", Recursive = true };
var limitOption = new Option<double>("--limit") { Description = "Mean temperature over which there is an alert.", DefaultValueFactory = _ => 25, Recursive = true };
windowOption.Validators.Add(result =>
{
    string text = result.GetValueOrDefault<string>();
    if (!Duration.TryParse(text, out var length) || length <= TimeSpan.Zero)
    {
        result.AddError($"'{text}' is no length of a window: write, for example, '5 seconds' or '1 minute'.");
    }
});
var command = new RootCommand("Sends measurements of sensors to a Kafka topic; prints the mean of each sensor by window, and alerts.")
{
    Example.BootstrapServers, Example.StartingOffsets, topicOption, windowOption, limitOption,
};

command.SetRoles(async (roles, options, stopping) =>
{
    string topic = options.GetRequiredValue(topicOption);
    double limit = options.GetRequiredValue(limitOption);
    using var kafka = await ExampleBroker.OpenAsync(options, topic);
    await using var session = StreamingSession.Create("iot-sensors");

    if (roles.HasFlag(Roles.Query))
    {
        var averages = session.ReadStream()
            .Option("startingOffsets", kafka.StartingOffsets)
            .Kafka(kafka.Servers, topic)
            .DecodeValues(Serdes.Json<SensorEvent>(), new DecodeOptions { OnBadRecord = OnBadRecord.Skip })
            .WithWatermark(sensorEvent => sensorEvent.Time, "2 seconds")
            .GroupBy(sensorEvent => sensorEvent.SensorId)
            .Window(TumblingWindow.Of(options.GetRequiredValue(windowOption)))
            .Aggregate(
                a => a.Count(),
                a => a.Average(sensorEvent => sensorEvent.Temperature),
                (sensor, window, count, mean) => new Average(sensor, window.Start, window.End, count, Math.Round(mean, 2)));

        averages.WriteStream()
            .OutputMode(OutputMode.Update)
            .Trigger(Trigger.ProcessingTime("1 second"))
            .Option("truncate", false)
            .Console()
            .Start();

        averages.Filter(average => average.Temperature > limit)
            .WriteStream()
            .OutputMode(OutputMode.Append) // once for each window, when it is over
            .Trigger(Trigger.ProcessingTime("1 second"))
            .ForeachBatch((alerts, _) =>
            {
                foreach (var alert in alerts)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ALERT {alert.Sensor}: {alert.Temperature} degrees on average from {alert.Start:HH:mm:ss} to {alert.End:HH:mm:ss}"));
                }
            })
            .Start();
    }

    int count = kafka.Embedded is null ? int.MaxValue : 16;
    var producing = roles.HasFlag(Roles.Producer) ? Sensors.SendAsync(kafka.Servers, topic, count, stopping) : null;
    await Example.RunAsync(session, producing, stopping);

    if (kafka.Embedded is not null && !stopping.IsCancellationRequested)
    {
        Console.WriteLine(
            """
            Those were sensors on the embedded broker. What to try next:
              - Producer and query as two programs, with a Kafka of your own (docker compose up -d starts one):
                  dotnet run --project examples/IotSensors -- producer --bootstrap-servers localhost:9092
                  dotnet run --project examples/IotSensors -- query --bootstrap-servers localhost:9092 --window "1 minute" --limit 30
              - Change the windows in Program.cs: SlidingWindow.Of("10 seconds", "5 seconds"), or SessionWindow.Of("3 seconds").
              - The next example: dotnet run --project examples/CryptoCandles
            """);
    }
});

return await Example.RunAsync(command, args);
