// Word count: the lines of a topic, split at spaces, counted by word, printed every five seconds.
using System.CommandLine;
using Streaming;
using Streaming.Examples;
using Streaming.Kafka;

var topicOption = new Option<string>("--topic") { Description = "The topic with the lines.", DefaultValueFactory = _ => "test-topic" };
var command = new RootCommand("Counts the words in the lines of a Kafka topic.") { Example.BootstrapServers, Example.StartingOffsets, topicOption };

command.SetAction(async (options, stopping) =>
{
    string topic = options.GetRequiredValue(topicOption);
    using var kafka = await ExampleBroker.OpenAsync(options, topic);
    await using var session = StreamingSession.Create("word-count");

    session.ReadStream()
        .Option("startingOffsets", kafka.StartingOffsets)
        .Kafka(kafka.Servers, topic)
        .FlatMap(record => record.ValueText.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .GroupBy(word => word)
        .Count()
        .WriteStream()
        .OutputMode(OutputMode.Update)
        .Trigger(Trigger.ProcessingTime("5 seconds"))
        .Console()
        .Start();

    // On the embedded broker there is nobody else to write lines.
    var producing = kafka.Embedded?.ProduceAsync(topic, Poem.Lines(seconds: 16), new EmbeddedProduceOptions { RecordsPerSecond = Poem.LinesPerSecond }, stopping);
    await Example.RunAsync(session, producing, stopping);

    if (kafka.Embedded is not null && !stopping.IsCancellationRequested)
    {
        Console.WriteLine(
            """
            That was the word count on the embedded broker. What to try next:
              - With a Kafka of your own (docker compose up -d starts one):
                  dotnet run --project examples/WordCount -- --bootstrap-servers localhost:9092 --topic test-topic
              - Change the query in examples/WordCount/Program.cs: OutputMode.Complete, another trigger, word => word.Length as the key.
              - The next example: dotnet run --project examples/RandomIntFilter
            """);
    }
});

return await Example.RunAsync(command, args);
