// Random ints: a producer sends one each second; the query prints those over 50 each second, and writes them to another topic.
using System.CommandLine;
using System.Globalization;
using Streaming;
using Streaming.Examples;

var topicOption = new Option<string>("--topic") { Description = "The topic with the ints.", DefaultValueFactory = _ => "test-topic", Recursive = true };
var outputOption = new Option<string>("--output-topic") { Description = "Where ints over 50 go.", DefaultValueFactory = _ => "over-50", Recursive = true };
var checkpointOption = new Option<string?>("--checkpoint") { Description = "A folder: the query to the output topic continues there. Without it each run starts anew.", Recursive = true };
var command = new RootCommand("Sends random ints to a Kafka topic, and filters those over 50.")
{
    Example.BootstrapServers, Example.StartingOffsets, topicOption, outputOption, checkpointOption,
};

command.SetRoles(async (roles, options, stopping) =>
{
    string topic = options.GetRequiredValue(topicOption);
    string output = options.GetRequiredValue(outputOption);
    using var kafka = await ExampleBroker.OpenAsync(options, topic, output);
    using var checkpoint = CheckpointFolder.Open(options.GetValue(checkpointOption));
    await using var session = StreamingSession.Create("random-int-filter");

    if (roles.HasFlag(Roles.Query))
    {
        var over50 = session.ReadStream()
            .Option("startingOffsets", kafka.StartingOffsets)
            .Kafka(kafka.Servers, topic)
            .Map(record => int.Parse(record.ValueText, CultureInfo.InvariantCulture))
            .Filter(number => number > 50);

        over50.WriteStream()
            .Trigger(Trigger.ProcessingTime("1 second"))
            .Console()
            .Start();

        over50.Map(number => number.ToString(CultureInfo.InvariantCulture))
            .WriteStream()
            .Trigger(Trigger.ProcessingTime("1 second"))
            .Option("checkpointLocation", checkpoint.Path)
            .Kafka(kafka.Servers, output)
            .Start();
    }

    int count = kafka.Embedded is null ? int.MaxValue : 12;
    var producing = roles.HasFlag(Roles.Producer) ? RandomInts.SendAsync(kafka.Servers, topic, count, stopping) : null;
    await Example.RunAsync(session, producing, stopping);

    if (kafka.Embedded is not null && !stopping.IsCancellationRequested)
    {
        Console.WriteLine(
            """
            That was the filter on the embedded broker. What to try next:
              - Producer and query as two programs, with a Kafka of your own (docker compose up -d starts one):
                  dotnet run --project examples/RandomIntFilter -- producer --bootstrap-servers localhost:9092
                  dotnet run --project examples/RandomIntFilter -- query --bootstrap-servers localhost:9092
              - Change the query in examples/RandomIntFilter/Program.cs: even numbers only, or the sum by GroupBy(number => number % 10).
              - The next example: dotnet run --project examples/KafkaDataFrameStdOut
            """);
    }
});

return await Example.RunAsync(command, args);
