// Persons: a producer sends a made-up person every ten seconds as JSON; the query parses them and prints a table.
// The sink for MongoDB (collection kafka_personas) comes in a later version of the library.
using System.CommandLine;
using System.Text.Json;
using Streaming;
using Streaming.Examples;

var topicOption = new Option<string>("--topic") { Description = "The topic with the persons.", DefaultValueFactory = _ => "personas", Recursive = true };
var intervalOption = new Option<string>("--interval") { Description = "Time from one person to the next.", DefaultValueFactory = _ => "10 seconds", Recursive = true };
intervalOption.Validators.Add(result =>
{
    string text = result.GetValueOrDefault<string>();
    if (!Duration.TryParse(text, out var interval) || interval <= TimeSpan.Zero)
    {
        result.AddError($"'{text}' is no interval: write, for example, '10 seconds' or '500 ms'.");
    }
});
var command = new RootCommand("Sends made-up persons to a Kafka topic, and prints what the query reads from it.")
{
    Example.BootstrapServers, Example.StartingOffsets, topicOption, intervalOption,
};

command.SetRoles(async (roles, options, stopping) =>
{
    string topic = options.GetRequiredValue(topicOption);
    using var kafka = await ExampleBroker.OpenAsync(options, topic);
    await using var session = StreamingSession.Create("persons");

    if (roles.HasFlag(Roles.Query))
    {
        session.ReadStream()
            .Option("startingOffsets", kafka.StartingOffsets)
            .Kafka(kafka.Servers, topic)
            .DecodeValues(Serdes.Json<Person>(JsonSerializerOptions.Web), new DecodeOptions { OnBadRecord = OnBadRecord.Skip })
            .WriteStream()
            .Option("truncate", false)
            .Console()
            .Start();
    }

    var interval = Duration.Parse(options.GetRequiredValue(intervalOption));
    int count = kafka.Embedded is null ? int.MaxValue : 3;
    var producing = roles.HasFlag(Roles.Producer) ? Persons.SendAsync(kafka.Servers, topic, interval, count, stopping) : null;
    await Example.RunAsync(session, producing, stopping);

    if (kafka.Embedded is not null && !stopping.IsCancellationRequested)
    {
        Console.WriteLine(
            """
            Those were persons through the embedded broker. What to try next:
              - Producer and query as two programs, with a Kafka of your own (docker compose up -d starts one):
                  dotnet run --project examples/PersonsToMongo -- producer --bootstrap-servers localhost:9092 --interval "2 seconds"
                  dotnet run --project examples/PersonsToMongo -- query --bootstrap-servers localhost:9092
              - Write something to the topic that is no JSON: the query skips and counts it (OnBadRecord.Skip in Program.cs).
            """);
    }
});

return await Example.RunAsync(command, args);
