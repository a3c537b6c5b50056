// JSON sums: messages like [{"randomInt": 3}, {"randomInt": 4}]; the query prints the sum of each, and reports what is no JSON.
using System.CommandLine;
using System.Text.Json;
using Streaming;
using Streaming.Examples;

var topicOption = new Option<string>("--topic") { Description = "The topic with the messages.", DefaultValueFactory = _ => "test-topic", Recursive = true };
var badOption = new Option<string>("--bad-topic") { Description = "Where messages go that are no JSON.", DefaultValueFactory = _ => "test-topic-bad", Recursive = true };
var command = new RootCommand("Sends pairs of random ints as JSON to a Kafka topic, and prints their sums.")
{
    Example.BootstrapServers, Example.StartingOffsets, topicOption, badOption,
};

command.SetRoles(async (roles, options, stopping) =>
{
    string topic = options.GetRequiredValue(topicOption);
    string badTopic = options.GetRequiredValue(badOption);
    using var kafka = await ExampleBroker.OpenAsync(options, topic, badTopic);
    await using var session = StreamingSession.Create("json-sum");

    if (roles.HasFlag(Roles.Query))
    {
        session.ReadStream()
            .Option("startingOffsets", kafka.StartingOffsets)
            .Kafka(kafka.Servers, topic)
            .DecodeValues(
                Serdes.Json<Number[]>(JsonSerializerOptions.Web),
                new DecodeOptions { OnBadRecord = OnBadRecord.DeadLetter, DeadLetterTopic = badTopic })
            .Map(numbers => numbers.Sum(number => number.RandomInt))
            .WriteStream()
            .Trigger(Trigger.ProcessingTime("1 second"))
            .Console()
            .Start();

        session.ReadStream()
            .Option("startingOffsets", kafka.StartingOffsets)
            .Kafka(kafka.Servers, badTopic)
            .Map(record => record.ValueText)
            .WriteStream()
            .Trigger(Trigger.ProcessingTime("1 second"))
            .ForeachBatch((texts, _) =>
            {
                foreach (string text in texts)
                {
                    Console.WriteLine($"Not JSON, left out: {text}");
                }
            })
            .Start();
    }

    bool isEmbedded = kafka.Embedded is not null;
    var producing = roles.HasFlag(Roles.Producer) ? Numbers.SendAsync(kafka.Servers, topic, isEmbedded ? 9 : int.MaxValue, isEmbedded, stopping) : null;
    await Example.RunAsync(session, producing, stopping);

    if (isEmbedded && !stopping.IsCancellationRequested)
    {
        Console.WriteLine(
            """
            Those were the sums on the embedded broker. What to try next:
              - Producer and query as two programs, with a Kafka of your own (docker compose up -d starts one):
                  dotnet run --project examples/JsonSum -- producer --bootstrap-servers localhost:9092
                  dotnet run --project examples/JsonSum -- query --bootstrap-servers localhost:9092
              - Change what happens to a bad message in Program.cs: OnBadRecord.Skip counts it only, OnBadRecord.Fail ends the query and names topic, partition and offset.
              - The next example: dotnet run --project examples/PersonsToMongo
            """);
    }
});

return await Example.RunAsync(command, args);
