// JSON messages: {"key": "sensor1", "value": "temperature:25"} becomes the columns key and value.
using System.CommandLine;
using Streaming;
using Streaming.Examples;
using Streaming.Kafka;
using static Streaming.Functions;

var topicOption = new Option<string>("--topic") { Description = "The topic.", DefaultValueFactory = _ => "test-topic" };
var command = new RootCommand("Prints key and value of the JSON messages in a Kafka topic.") { Example.BootstrapServers, Example.StartingOffsets, topicOption };

command.SetAction(async (options, stopping) =>
{
    string topic = options.GetRequiredValue(topicOption);
    using var kafka = await ExampleBroker.OpenAsync(options, topic);
    await using var session = StreamingSession.Create("json-messages");

    var schema = new StructType(
        new StructField("key", DataTypes.String),
        new StructField("value", DataTypes.String));

    session.ReadStream()
        .Format("kafka")
        .Option("kafka.bootstrap.servers", kafka.Servers)
        .Option("subscribe", topic)
        .Option("startingOffsets", kafka.StartingOffsets)
        .Load()
        .SelectExpr("CAST(value AS STRING)")
        .Select(FromJson(Col("value"), schema).Alias("data"))
        .Select("data.*")
        .WriteStream()
        .OutputMode(OutputMode.Append)
        .Format("console")
        .Option("truncate", false)
        .Start();

    string[] messages =
    [
        """{"key": "sensor1", "value": "temperature:25"}""",
        """{"key": "sensor2", "value": "temperature:31"}""",
        """{"key": "sensor1", "value": "humidity:40"}""",
        "this is no JSON",
        """{"key": "sensor3"}""",
    ];
    var producing = kafka.Embedded?.ProduceAsync(topic, messages, new EmbeddedProduceOptions { RecordsPerSecond = 1 }, stopping);
    await Example.RunAsync(session, producing, stopping);

    if (kafka.Embedded is not null && !stopping.IsCancellationRequested)
    {
        Console.WriteLine(
            """
            Those were JSON messages on the embedded broker; what is no JSON gives a row of NULL. What to try next:
              - With a Kafka of your own (docker compose up -d starts one), and kafka-console-producer to write:
                  dotnet run --project examples/JsonMessages -- --bootstrap-servers localhost:9092 --topic test-topic
              - Keep the bad ones apart in Program.cs: .Filter("key IS NOT NULL") at the end, or the option mode with FAILFAST.
              - The next example: dotnet run --project examples/JsonSum
            """);
    }
});

return await Example.RunAsync(command, args);
