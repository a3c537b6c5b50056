// A topic as a DataFrame: its schema, then its values as text with their timestamps, on the console.
using System.CommandLine;
using Streaming;
using Streaming.Examples;
using Streaming.Kafka;

var topicOption = new Option<string>("--topic") { Description = "The topic.", DefaultValueFactory = _ => "test-topic" };
var command = new RootCommand("Prints the values and timestamps of a Kafka topic.") { Example.BootstrapServers, Example.StartingOffsets, topicOption };

command.SetAction(async (options, stopping) =>
{
    string topic = options.GetRequiredValue(topicOption);
    using var kafka = await ExampleBroker.OpenAsync(options, topic);
    await using var session = StreamingSession.Create("kafka-dataframe-stdout");

    var df = session.ReadStream()
        .Format("kafka")
        .Option("kafka.bootstrap.servers", kafka.Servers)
        .Option("subscribe", topic)
        .Option("startingOffsets", kafka.StartingOffsets)
        .Load();

    df.PrintSchema();

    df.SelectExpr("CAST(value AS STRING)", "timestamp")
        .WriteStream()
        .OutputMode(OutputMode.Append)
        .Format("console")
        .Option("truncate", false)
        .Start();

    var producing = kafka.Embedded?.ProduceAsync(
        topic, Enumerable.Range(1, 10).Select(number => $"message {number}"), new EmbeddedProduceOptions { RecordsPerSecond = 2 }, stopping);
    await Example.RunAsync(session, producing, stopping);

    if (kafka.Embedded is not null && !stopping.IsCancellationRequested)
    {
        Console.WriteLine(
            """
            That was a topic as a DataFrame on the embedded broker. What to try next:
              - With a Kafka of your own (docker compose up -d starts one), and kafka-console-producer to write:
                  dotnet run --project examples/KafkaDataFrameStdOut -- --bootstrap-servers localhost:9092 --topic test-topic
              - Add columns in Program.cs: "partition", "offset", "upper(CAST(value AS STRING)) AS loud".
              - The next example: dotnet run --project examples/JsonMessages
            """);
    }
});

return await Example.RunAsync(command, args);
