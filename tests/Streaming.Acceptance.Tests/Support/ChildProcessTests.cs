namespace Streaming.Acceptance.Tests;

public sealed class ChildProcessTests
{
    [ChildScenario("child-echo")]
    internal static int Echo(string[] args)
    {
        Console.WriteLine(string.Join('|', args));
        Console.Error.WriteLine("an error line");
        return args.Length;
    }

    [ChildScenario("child-wait")]
    internal static async Task WaitForever()
    {
        Console.CancelKeyPress += (_, _) => Console.WriteLine("interrupted");
        Console.WriteLine("ready");
        await Task.Delay(Timeout.Infinite);
    }

    [ChildScenario("child-kafka-type")]
    internal static void UsesPackage() => Console.WriteLine(new Confluent.Kafka.TopicPartition("t", 1));

    [Fact]
    public async Task RunsScenariosWithArguments()
    {
        await using var child = ChildProcess.StartScenario("child-echo", "a b", "c");
        Assert.Equal(2, await child.WaitForExit());
        Assert.Equal(["a b|c"], child.Lines);
        Assert.Equal(["an error line"], child.ErrorLines);
    }

    [Fact]
    public async Task FindsThePackagesOfTheTests() => Assert.Equal(["t [[1]]"], await ChildProcess.RunScenario("child-kafka-type"));

    [Fact]
    public async Task FailuresShowWhatTheProcessWrote()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ChildProcess.RunScenario("child-echo", "x"));
        Assert.Contains("ended with 1, not 0", error.Message);
        Assert.Contains("an error line", error.Message);
    }

    [Fact]
    public async Task UnknownScenarioFails()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ChildProcess.RunScenario("none"));
        Assert.Contains("[ChildScenario(\"none\")]", error.Message);
    }

    [Fact]
    public async Task KillsAtOnce()
    {
        await using var child = ChildProcess.StartScenario("child-wait");
        await child.WaitForLine("ready");
        Assert.False(child.HasExited);
        await child.Kill();
        Assert.NotEqual(0, child.ExitCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => child.WaitForLine("never"));
    }

    [Fact]
    public async Task InterruptsLikeControlC()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var child = ChildProcess.StartScenario("child-wait");
        await child.WaitForLine("ready");
        child.Interrupt();
        await child.WaitForLine("interrupted");
        Assert.Equal(130, await child.WaitForExit());
    }
}
