using System.Globalization;

namespace Streaming.Acceptance.Tests;

public sealed class KafkaServerTests
{
    [ChildScenario("broker-left")]
    internal static async Task LeavesItsBroker(string[] args)
    {
        var server = KafkaServer.StartOwn();
        Console.WriteLine($"broker {server.Pid.ToString(CultureInfo.InvariantCulture)}");
        if (args is ["wait"])
        {
            await Task.Delay(Timeout.Infinite);
        }
    }

    [Fact]
    public async Task SharedBrokerKeepsRecords()
    {
        using var topics = new Topics(KafkaServer.Shared.BootstrapServers);
        string topic = await topics.CreateAsync(partitions: 2);
        await topics.SendAsync(topic, 1, "c");
        await topics.SendAsync(topic, 0, "a", null);
        Assert.Equal(["a", null, "c"], topics.ReadTexts(topic));

        await topics.DeleteRecordsAsync(topic, 0, 1);
        Assert.Equal([null, "c"], topics.ReadTexts(topic));
        await topics.DeleteAsync(topic);
    }

    [Fact]
    public async Task KilledBrokerContinuesWithItsData()
    {
        using var server = KafkaServer.StartOwn();
        using var topics = new Topics(server.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, "before");
        server.Kill();
        server.Up();
        await topics.SendAsync(topic, 0, "after");
        Assert.Equal(["before", "after"], topics.ReadTexts(topic));
    }

    [Fact]
    public async Task ClusterGoesOnWithoutOneNode()
    {
        using var server = KafkaServer.StartOwn(nodes: 3);
        using var topics = new Topics(server.BootstrapServers);
        string topic = await topics.CreateAsync(replicas: 3);
        await topics.SendAsync(topic, 0, "three");
        server.KillNode(2);
        await topics.SendAsync(topic, 0, "two");
        server.StartNode(2);
        await topics.SendAsync(topic, 0, "again");
        Assert.Equal(["three", "two", "again"], topics.ReadTexts(topic));
    }

    [Theory]
    [InlineData("end")]
    [InlineData("wait")]
    public async Task BrokersEndWithTheirTestProcess(string way)
    {
        TestServers.Require();
        using var folder = new TempFolder();
        var environment = new Dictionary<string, string> { ["TMPDIR"] = folder.Path };
        await using var child = ChildProcess.StartScenarioIn(typeof(KafkaServerTests).Assembly, "broker-left", [way], environment);
        string line = await child.WaitForLine("broker ", TimeSpan.FromMinutes(3));
        string pid = line.Split(' ')[1];
        if (way == "wait")
        {
            await child.Kill();
        }
        else
        {
            await child.ExpectExit();
        }

        await Eventually.True(() => !IsThere(pid), $"the broker's process group {pid} is gone");
    }

    private static bool IsThere(string group) =>
        TestServers.Run("bash", "", ["-c", "kill -0 -- \"-$0\" 2>/dev/null && echo yes || echo no", group]).Trim() == "yes";
}
