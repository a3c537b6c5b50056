namespace Streaming.Kafka.Tests;

public sealed class TransactionTests(KafkaServerFixture kafka)
{
    // The recorded case KF-07: markers and aborted records move the position, and an epoch of nothing else ends.
    [Fact]
    public async Task Read_committed_goes_over_markers_and_aborted_records()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        using var producer = topics.Transactional();
        using var run = SourceRun.On(
            kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("maxOffsetsPerTrigger", "3"), ("kafka.isolation.level", "read_committed"));
        Assert.Empty(run.Epoch()!);
        Assert.Equal(End(0), run.End);

        producer.BeginTransaction();
        foreach (string value in (string[])["0", "1", "2", "3", "4"])
        {
            producer.Produce(new Confluent.Kafka.TopicPartition(topic, 0), new() { Value = value });
        }

        producer.Flush(TimeSpan.FromSeconds(30));
        Assert.Null(run.Epoch());
        producer.CommitTransaction();
        Wait(6);
        Expect(3, "0", "1", "2");
        Expect(6, "3", "4");

        Topics.Transact(producer, commit: false, topic, "6", "7", "8", "9", "10");
        Wait(12);
        Expect(9);
        Expect(12);
        Topics.Transact(producer, commit: true, topic, "12", "13", "14", "15", "16");
        Wait(18);
        Expect(15, "12", "13", "14");
        Expect(18, "15", "16");
        Topics.Transact(producer, commit: true, topic, "18");
        Topics.Transact(producer, commit: true, topic, "20");
        Topics.Transact(producer, commit: true, topic, "22", "23");
        Wait(25);
        Expect(21, "18", "20");
        Expect(24, "22", "23");
        Expect(25);
        Assert.Null(run.Epoch());

        string End(long offset) => Topics.Offsets(topic, offset);
        void Wait(long end) => run.WaitForLatest(End(end));
        void Expect(long end, params string[] values)
        {
            Assert.Equal(values, run.Epoch());
            Assert.Equal(End(end), run.End);
        }
    }

    [Fact]
    public async Task A_reader_that_starts_in_an_aborted_tail_ends_the_epoch()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        using var producer = topics.Transactional();
        Topics.Transact(producer, commit: true, topic, "a", "b");
        Topics.Transact(producer, commit: false, topic, "c", "d", "e");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", Topics.Offsets(topic, 4)), ("kafka.isolation.level", "read_committed"));
        run.WaitForLatest(Topics.Offsets(topic, 7));
        Assert.Empty(run.Epoch()!);
        Topics.Transact(producer, commit: true, topic, "f");
        run.WaitForLatest(Topics.Offsets(topic, 9));
        Assert.Equal(["f"], run.Epoch());
    }

    [Fact]
    public async Task By_default_uncommitted_records_are_read_as_in_Spark()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        using var producer = topics.Transactional();
        Topics.Transact(producer, commit: false, topic, "a", "b");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"));
        Assert.Equal(["a", "b"], run.Epoch());
    }
}
