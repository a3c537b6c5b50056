namespace Streaming.Acceptance.Tests;

public sealed class KafkaServerTests
{
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
}
