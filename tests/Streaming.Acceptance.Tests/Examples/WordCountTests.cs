namespace Streaming.Acceptance.Tests.Examples;

public sealed class WordCountTests
{
    [Fact]
    public async Task CountsGrowOnTheEmbeddedBrokerAndTheProgramEndsByItself()
    {
        await using var program = ExampleProgram.Start("WordCount");
        await program.ExpectExit(0, TimeSpan.FromSeconds(30));
        Assert.Empty(program.ErrorLines);
        Assert.Contains("Batch: 3", program.Lines);
        Assert.Equal("+------+-----+", program.Lines[program.Lines.Index().First(line => line.Item == "Batch: 2").Index + 2]);
        var counts = ExampleProgram.Counts(program).Where(row => row.Word == "the").Select(row => row.Count).ToList();
        Assert.True(counts.Count >= 3, program.Transcript());
        Assert.Equal(counts.Distinct().Order(), counts);
        Assert.Equal(96, counts[^1]);
        Assert.Contains(program.Lines, line => line.Contains("What to try next", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignalsDrainAndStopOnARealBroker(bool interrupt)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals that a test could send.");
        var server = KafkaServer.Shared;
        using var topics = new Topics(server.BootstrapServers);
        string topic = await topics.CreateAsync(partitions: 2);
        await using var program = ExampleProgram.Start("WordCount", "--bootstrap-servers", server.BootstrapServers, "--topic", topic);
        await program.WaitForLine("Batch: 0");
        await topics.SendAsync(topic, 0, "to be or not", "to be");
        await program.WaitForLine("Batch: 1");

        // Nothing is lost that came before the signal.
        await topics.SendAsync(topic, 1, "or  to sleep");
        if (interrupt)
        {
            program.Interrupt();
        }
        else
        {
            program.Terminate();
        }

        await program.ExpectExit(0, TimeSpan.FromSeconds(30));
        Assert.Empty(program.ErrorLines);
        var last = ExampleProgram.Counts(program).GroupBy(row => row.Word).ToDictionary(rows => rows.Key, rows => rows.Last().Count);
        Assert.Equal(new Dictionary<string, long> { ["to"] = 3, ["be"] = 2, ["or"] = 2, ["not"] = 1, ["sleep"] = 1 }, last);
        Assert.Contains(program.Lines, line => line.StartsWith("Stopping.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EarlierLinesAreCountedFromEarliest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals that a test could send.");
        var server = KafkaServer.Shared;
        using var topics = new Topics(server.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, "a b a");
        await using var program = ExampleProgram.Start("WordCount", "--bootstrap-servers", server.BootstrapServers, "--topic", topic, "--starting-offsets", "earliest");
        await program.WaitForLine("|  a|    2|");
        program.Interrupt();
        await program.ExpectExit();
    }
}
