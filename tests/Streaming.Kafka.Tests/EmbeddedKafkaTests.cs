namespace Streaming.Kafka.Tests;

public sealed class EmbeddedKafkaTests
{
    private static readonly string[] Lines = [.. Enumerable.Range(0, 100).Select(i => $"line {i}")];

    [Fact]
    public async Task What_is_produced_is_read()
    {
        using var kafka = EmbeddedKafka.Start();
        await kafka.ProduceAsync("lines", Lines, cancellationToken: TestContext.Current.CancellationToken);
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", "lines"), ("startingOffsets", "earliest"));
        Assert.Equal(Lines.Order(), run.Epoch()!.Order());
        Assert.Null(run.Epoch());
        await kafka.ProduceAsync("lines", ["more"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["more"], run.Epoch()!);
    }

    [Fact]
    public async Task The_sink_writes_what_the_source_reads_back()
    {
        using var kafka = EmbeddedKafka.Start();
        using var sink = new SinkRun<string>(kafka.BootstrapServers, null, ("topic", "out"));
        Assert.Equal(100, sink.Epoch(Lines));
        Assert.Equal(1, sink.Epoch("x"));
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", "out"), ("startingOffsets", "earliest"));
        Assert.Equal(Lines.Append("x").Order(), run.Epoch()!.Order());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Two_topics_and_two_workers()
    {
        using var kafka = EmbeddedKafka.Start(new EmbeddedKafkaOptions { Brokers = 3 });
        await kafka.ProduceAsync("a", Lines, cancellationToken: TestContext.Current.CancellationToken);
        await kafka.ProduceAsync("b", Lines, cancellationToken: TestContext.Current.CancellationToken);
        using var run = new SourceRun(kafka.BootstrapServers, workers: 2, options: [("subscribe", "a, b"), ("startingOffsets", "earliest")]);
        var rows = run.Rows()!;
        Assert.Equal(200, rows.Count);
        Assert.Equal(Lines.Order(), rows.Where(row => row.Topic == "b").Select(row => row.Value).Order());
        Assert.Equal("KafkaV2[Subscribe[a, b]]", run.Source.Description);
    }

    [Fact]
    public void An_empty_topic_is_there_at_once()
    {
        using var kafka = EmbeddedKafka.Start();
        Assert.Equal(4, kafka.CreateTopic("empty"));
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", "empty"));
        Assert.Empty(run.Epoch()!);
        Assert.Equal("""{"empty":{"0":0,"1":0,"2":0,"3":0}}""", run.End);
        Assert.Equal("\0v1\n" + run.End, run.Files.Text("/checkpoint/sources/0/0"));
    }

    [Fact]
    public async Task A_paced_producer_loses_nothing_though_more_goes_through_than_the_broker_keeps()
    {
        const int Count = 40_000;
        using var kafka = EmbeddedKafka.Start();
        kafka.CreateTopic("big");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", "big"), ("startingOffsets", "earliest"));
        long consumed = 0;
        string payload = new('x', 1000);
        var producing = Task.Run(
            () => kafka.ProduceAsync(
                "big",
                Enumerable.Range(0, Count).Select(i => EmbeddedRecord.Of(payload, partition: 0)),
                new EmbeddedProduceOptions { Consumed = () => Volatile.Read(ref consumed) },
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        while (consumed < Count && !producing.IsFaulted)
        {
            Volatile.Write(ref consumed, consumed + (run.Epoch()?.Count ?? 0));
        }

        await producing;
        Assert.Equal(Count, consumed);
    }
}
