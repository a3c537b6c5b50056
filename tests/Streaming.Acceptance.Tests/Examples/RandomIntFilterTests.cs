using System.Globalization;

namespace Streaming.Acceptance.Tests.Examples;

public sealed class RandomIntFilterTests
{
    [Fact]
    public async Task PrintsWhatItSendsAndWhatIsOver50()
    {
        await using var program = ExampleProgram.Start("RandomIntFilter");
        await program.ExpectExit(0, TimeSpan.FromSeconds(30));
        Assert.Empty(program.ErrorLines);
        var sent = Sent(program);
        Assert.Equal(12, sent.Count);
        Assert.All(sent, number => Assert.InRange(number, 0, 99));
        Assert.Equal(sent.Where(number => number > 50).Order(), Printed(program).Order());
        Assert.Contains(program.Lines, line => line.Contains("What to try next", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ProducerAndQueryAsTwoProgramsOverARealBroker()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals that a test could send.");
        var server = KafkaServer.Shared;
        using var topics = new Topics(server.BootstrapServers);
        string[] options = ["--bootstrap-servers", server.BootstrapServers, "--topic", Topics.NewName("ints"), "--output-topic", Topics.NewName("over-50")];
        await using var query = ExampleProgram.Start("RandomIntFilter", ["query", .. options]);
        await query.WaitForLine("Batch: 0");
        await using var producer = ExampleProgram.Start("RandomIntFilter", ["producer", .. options]);
        await Eventually.True(() => Sent(producer).Count(number => number > 50) >= 2, producer.Transcript);
        producer.Interrupt();
        await producer.ExpectExit();
        query.Terminate();
        await query.ExpectExit();

        var over50 = Sent(producer).Where(number => number > 50).Order().ToList();
        Assert.Equal(over50, Printed(query).Order());
        Assert.Equal(over50, topics.ReadTexts(options[5]).Select(text => int.Parse(text!, CultureInfo.InvariantCulture)).Order());
        Assert.Empty(producer.ErrorLines);
        Assert.Empty(query.ErrorLines);
    }

    private static List<int> Sent(ChildProcess program) =>
        [.. program.Lines.Where(line => line.StartsWith("Sent ", StringComparison.Ordinal)).Select(line => int.Parse(line[5..], CultureInfo.InvariantCulture))];

    private static List<int> Printed(ChildProcess program) =>
    [
        .. from line in program.Lines
           where line.StartsWith('|') && !line.Contains("value", StringComparison.Ordinal)
           select int.Parse(line.Trim('|', ' '), CultureInfo.InvariantCulture),
    ];
}
