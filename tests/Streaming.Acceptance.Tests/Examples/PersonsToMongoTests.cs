using System.Text.Json;

namespace Streaming.Acceptance.Tests.Examples;

public sealed class PersonsToMongoTests
{
    [Fact]
    public async Task PrintsThePersonsThatItSends()
    {
        await using var program = ExampleProgram.Start("PersonsToMongo", "--interval", "500 ms");
        await program.ExpectExit(0, TimeSpan.FromSeconds(30));
        Assert.Empty(program.ErrorLines);
        var sent = Sent(program);
        Assert.Equal(3, sent.Count);
        Assert.All(sent, person => Assert.Equal(["name", "surname", "email", "city", "age"], person.RootElement.EnumerateObject().Select(field => field.Name)));
        Assert.All(sent, person => Assert.Contains(program.Lines, line => line.StartsWith('|') && line.Contains(Email(person), StringComparison.Ordinal)));
        Assert.Contains(program.Lines, line => line.Contains("What to try next", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheQuerySkipsWhatIsNoPerson()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals that a test could send.");
        var server = KafkaServer.Shared;
        using var topics = new Topics(server.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, "no JSON");
        string[] options = ["--bootstrap-servers", server.BootstrapServers, "--topic", topic];
        await using var query = ExampleProgram.Start("PersonsToMongo", ["query", "--starting-offsets", "earliest", .. options]);
        await query.WaitForLine("Batch: 0");
        await using var producer = ExampleProgram.Start("PersonsToMongo", ["producer", "--interval", "200 ms", .. options]);
        await Eventually.True(() => Sent(producer).Count >= 3, producer.Transcript);
        producer.Interrupt();
        await producer.ExpectExit();
        await query.WaitForLine(Email(Sent(producer)[^1]));
        query.Interrupt();
        await query.ExpectExit();
        Assert.Empty(query.ErrorLines);
    }

    private static List<JsonDocument> Sent(ChildProcess program) =>
        [.. program.Lines.Where(line => line.StartsWith("Sent ", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line[5..]))];

    private static string Email(JsonDocument person) => person.RootElement.GetProperty("email").GetString()!;
}
