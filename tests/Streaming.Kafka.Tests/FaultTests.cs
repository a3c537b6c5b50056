using System.Net;
using System.Net.Sockets;

namespace Streaming.Kafka.Tests;

public sealed class FaultTests(KafkaServerFixture kafka)
{
    [Fact]
    public void An_unreachable_broker_is_named_soon()
    {
        string nobody = $"127.0.0.1:{UnusedPort()}";
        using var run = SourceRun.On(nobody, ("subscribe", "lines"));
        long start = TimeProvider.System.GetTimestamp();
        var error = Assert.Throws<StreamingException>(() => run.Epoch());
        Assert.Equal("KAFKA_UNREACHABLE", error.ErrorClass);
        Assert.Contains(nobody, error.Message);
        Assert.Contains("refused", error.Message);
        Assert.Contains("kafka.bootstrap.servers", error.Message);
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task An_unknown_topic_or_partition_is_named_and_not_created()
    {
        string topic = Topics.NewName("none");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic));
        for (int i = 0; i < 2; i++)
        {
            var error = Assert.Throws<StreamingException>(() => run.Epoch());
            Assert.Equal("UNKNOWN_TOPIC_OR_PARTITION", error.ErrorClass);
            Assert.StartsWith($"This server does not host this topic-partition: there is no topic '{topic}' at {kafka.BootstrapServers}.", error.Message);
        }

        using var topics = new Topics(kafka.BootstrapServers);
        string real = await topics.CreateAsync();
        using var assigned = SourceRun.On(kafka.BootstrapServers, ("assign", $$"""{"{{real}}":[0,7]}"""));
        Assert.Contains($"there is no partition {real}-7", Assert.Throws<StreamingException>(() => assigned.Epoch()).Message);
    }

    [Fact]
    public async Task Wrong_credentials_are_told_at_once_and_right_ones_work()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, "1");
        (string, string)[] common = [("subscribe", topic), ("startingOffsets", "earliest"), ("kafka.security.protocol", "SASL_PLAINTEXT"), ("kafka.sasl.mechanism", "PLAIN"), ("kafka.sasl.username", "alice")];
        using (var right = SourceRun.On(kafka.Server.SaslServers, [.. common, ("kafka.sasl.password", "alice-secret")]))
        {
            Assert.Equal(["1"], right.Epoch());
        }

        using var wrong = SourceRun.On(kafka.Server.SaslServers, [.. common, ("kafka.sasl.password", "not-the-secret")]);
        long start = TimeProvider.System.GetTimestamp();
        var error = Assert.Throws<StreamingException>(() => wrong.Epoch());
        Assert.Equal("KAFKA_AUTHENTICATION", error.ErrorClass);
        Assert.DoesNotContain("not-the-secret", error.ToString());
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10));

        using var sink = new SinkRun<string>(
            kafka.Server.SaslServers, null, ("topic", topic), ("kafka.security.protocol", "SASL_PLAINTEXT"), ("kafka.sasl.mechanism", "PLAIN"), ("kafka.sasl.username", "alice"), ("kafka.sasl.password", "wrong"));
        error = Assert.Throws<StreamingException>(() => sink.Epoch("x"));
        Assert.Equal("KAFKA_AUTHENTICATION", error.ErrorClass);
    }

    [Fact]
    public async Task A_broker_restart_in_the_middle_of_a_batch_is_ridden_out_and_a_broker_that_stays_away_is_not()
    {
        using var server = KafkaServer.StartOwn();
        using var topics = new Topics(server.BootstrapServers);
        string topic = await topics.CreateAsync();
        string payload = new('x', 1000);
        await topics.SendAsync(topic, 0, Enumerable.Repeat(payload, 100_000));

        using var sink = new SinkRun<string>(server.BootstrapServers, null, ("topic", topic));
        using var run = SourceRun.On(
            server.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("kafka.queued.max.messages.kbytes", "1024"), ("kafkaConsumer.pollTimeoutMs", "60000"));
        string end = run.Source.LatestOffset(null, ReadLimit.SourceOptions)!;
        run.Reader.BeginEpoch(0, run.Source.PlanSplits(null, end));
        Assert.Equal(SourceReadStatus.Batch, run.Reader.Read(TimeSpan.FromSeconds(30), out var first, TestContext.Current.CancellationToken));
        long read = first!.Count;
        server.Down();
        var restarting = Task.Run(server.Up, TestContext.Current.CancellationToken);
        var status = SourceReadStatus.Waiting;
        while (status != SourceReadStatus.EndOfEpoch)
        {
            status = run.Reader.Read(TimeSpan.FromSeconds(1), out var batch, TestContext.Current.CancellationToken);
            read += batch?.Count ?? 0;
        }

        await restarting;
        Assert.Equal(100_000, read);
        run.End = end;

        // The producer that was connected before goes on as well, and so does the offset client.
        sink.Epoch("after");
        Assert.Equal(["after"], run.Until(1));

        using var impatient = SourceRun.On(server.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("kafka.queued.max.messages.kbytes", "1024"), ("kafkaConsumer.pollTimeoutMs", "2000"));
        end = impatient.Source.LatestOffset(null, ReadLimit.SourceOptions)!;
        impatient.Reader.BeginEpoch(0, impatient.Source.PlanSplits(null, end));
        Assert.Equal(SourceReadStatus.Batch, impatient.Reader.Read(TimeSpan.FromSeconds(30), out _, TestContext.Current.CancellationToken));
        server.Down();
        var error = Assert.Throws<StreamingException>(() =>
        {
            while (impatient.Reader.Read(TimeSpan.FromSeconds(1), out _, TestContext.Current.CancellationToken) != SourceReadStatus.EndOfEpoch)
            {
            }
        });
        Assert.Equal("KAFKA_FETCH_TIMEOUT", error.ErrorClass);
        Assert.Equal((topic, 0), (error.Topic, error.Partition));
        Assert.True(error.Offset > 0);
        Assert.Contains("kafkaConsumer.pollTimeoutMs", error.Message);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, "1");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"));
        run.Reader.BeginEpoch(0, [new SourceSplit(topic, 0, 0, 5)]);
        using var stop = new CancellationTokenSource();
        Assert.Equal(SourceReadStatus.Batch, run.Reader.Read(TimeSpan.FromSeconds(30), out _, stop.Token));
        stop.CancelAfter(TimeSpan.FromMilliseconds(100));
        long start = TimeProvider.System.GetTimestamp();
        Assert.Equal(SourceReadStatus.Waiting, run.Reader.Read(TimeSpan.FromSeconds(60), out _, stop.Token));
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
