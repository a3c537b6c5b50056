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
    public async Task ClusterLosesANodeAndGetsItBack()
    {
        using var server = KafkaServer.StartOwn(nodes: 3, "message.max.bytes=2000000");
        string topic = Topics.NewName("cluster");
        server.Tool("", "topics", "--bootstrap-server", server.BootstrapServers, "--create", "--topic", topic, "--partitions", "3", "--replication-factor", "3");
        using var topics = new Topics(server.BootstrapServers);
        await topics.SendAsync(topic, 0, "three nodes");
        server.KillNode(2);
        for (int partition = 0; partition < 3; partition++)
        {
            await topics.SendAsync(topic, partition, "two nodes");
        }

        server.StartNode(2);
        await Eventually.True(
            () => server.Tool("", "topics", "--bootstrap-server", server.BootstrapServers, "--describe", "--topic", topic, "--under-replicated-partitions").Trim() == "",
            "node 2 is in sync again");
        Assert.Equal(["three nodes", "two nodes", "two nodes", "two nodes"], topics.ReadTexts(topic));
    }

    [Theory]
    [InlineData("end")]
    [InlineData("wait")]
    public async Task BrokersEndWithTheirTestProcess(string way)
    {
        TestServers.Require();
        await using var child = ChildProcess.StartScenario("broker-left", way);
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
