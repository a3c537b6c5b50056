namespace Streaming.Kafka.Tests;

public sealed class TopicChangeTests(KafkaServerFixture kafka)
{
    // KFX-02
    [Fact]
    public async Task A_new_partition_starts_at_earliest()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, "1");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("kafka.metadata.max.age.ms", "500"));
        Assert.Empty(run.Epoch()!);
        await topics.SendAsync(topic, 0, "2");
        Assert.Equal(["2"], run.Epoch());
        await topics.AddPartitionsAsync(topic, 2);
        using var later = new Topics(kafka.BootstrapServers);
        await later.SendAsync(topic, 1, "3", "4");
        Assert.Equal(["3", "4"], run.Until(2));
        Assert.Equal(Topics.Offsets(topic, 2, 2), run.End);
    }

    [Fact]
    public async Task A_pattern_finds_new_topics_and_reads_them_from_the_start()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string prefix = Topics.NewName("p");
        string one = await topics.CreateAsync(1, prefix);
        string other = await topics.CreateAsync(1, "x" + prefix);
        await topics.SendAsync(one, 0, "1");
        await topics.SendAsync(other, 0, "no");
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribePattern", prefix + "-.*"), ("startingOffsets", "earliest"));
        Assert.Equal($"KafkaV2[SubscribePattern[{prefix}-.*]]", run.Source.Description);
        Assert.Equal(["1"], run.Epoch());
        string two = await topics.CreateAsync(1, prefix);
        await topics.SendAsync(two, 0, "2");
        await topics.SendAsync(one, 0, "3");

        // The reader has one topic so far, and then must tell two apart.
        Assert.Equal(["2", "3"], run.Until(2).Order());
        await topics.SendAsync(one, 0, "4");
        await topics.SendAsync(two, 0, "5");
        Assert.Equal(["4", "5"], run.Until(2).Order());
    }

    [Fact]
    public async Task A_deleted_topic_fails_the_query_or_is_left_out()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string prefix = Topics.NewName("d");
        string one = await topics.CreateAsync(1, prefix);
        string two = await topics.CreateAsync(1, prefix);
        await topics.SendAsync(one, 0, "1");
        await topics.SendAsync(two, 0, "2");
        using var strict = SourceRun.On(kafka.BootstrapServers, ("subscribe", $"{one},{two}"), ("startingOffsets", "earliest"));
        using var lenient = SourceRun.On(kafka.BootstrapServers, ("subscribePattern", prefix + ".*"), ("startingOffsets", "earliest"), ("failOnDataLoss", "false"));
        Assert.Equal(2, strict.Epoch()!.Count);
        Assert.Equal(2, lenient.Epoch()!.Count);
        await topics.DeleteAsync(two);
        await topics.SendAsync(one, 0, "3");
        Assert.Equal(["3"], lenient.Until(1));
        Assert.Equal(Topics.Offsets(one, 2), lenient.End);
        StreamingException? error = null;
        for (int i = 0; i < 100 && error is null; i++)
        {
            error = Record.Exception(() => strict.Epoch()) as StreamingException;
        }

        Assert.Equal("KAFKA_DATA_LOSS.PARTITIONS_DELETED", error?.ErrorClass);
        Assert.Contains($"Partitions {two}-0 have been deleted.", error!.Message);
    }

    // KFX-03
    [Fact]
    public async Task Records_deleted_before_they_were_read()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, "0");
        using var strict = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"));
        using var lenient = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("failOnDataLoss", "false"));
        Assert.Equal(["0"], strict.Epoch());
        Assert.Equal(["0"], lenient.Epoch());
        strict.Dispose();
        lenient.Dispose();

        await topics.SendAsync(topic, 0, "1", "2", "3", "4");
        await topics.DeleteRecordsAsync(topic, 0, 3);
        using var strictAgain = new SourceRun(kafka.BootstrapServers, strict.Files, options: [("subscribe", topic)]) { End = strict.End };
        var error = Assert.Throws<StreamingException>(() => strictAgain.Epoch());
        Assert.Equal("KAFKA_DATA_LOSS.COULD_NOT_READ_OFFSET_RANGE", error.ErrorClass);
        Assert.StartsWith(
            "Some data may have been lost because they are not available in Kafka any more;\neither the data was aged out by Kafka or the topic may have been deleted before all the data in the\n"
            + "topic was processed.\nIf you don't want your streaming query to fail on such cases, set the source option failOnDataLoss to false.\n"
            + $"Reason: Could not read records in offset [1, 5) for topic partition {topic}-0\nwith consumer group spark-kafka-source-",
            error.Message);
        Assert.Equal((topic, 0, 1L), (error.Topic, error.Partition, error.Offset));

        using var lenientAgain = new SourceRun(kafka.BootstrapServers, lenient.Files, options: [("subscribe", topic), ("failOnDataLoss", "false")]) { End = lenient.End };
        Assert.Equal(["3", "4"], lenientAgain.Epoch());
        await topics.SendAsync(topic, 0, "5", "6");
        await topics.DeleteRecordsAsync(topic, 0, 7);
        Assert.Null(Record.Exception(() => lenientAgain.Epoch()));
        await topics.SendAsync(topic, 0, "7");
        Assert.Equal(["7"], lenientAgain.Until(1));
    }

    [Fact]
    public async Task A_topic_that_was_made_again_ends_before_the_checkpoint()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        using var strict = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"));
        await topics.SendAsync(topic, 0, "0");
        strict.Epoch();
        strict.Dispose();
        using var again = new SourceRun(kafka.BootstrapServers, strict.Files, options: [("subscribe", topic)]) { End = Topics.Offsets(topic, 2) };
        var error = Assert.Throws<StreamingException>(() => again.Epoch());
        Assert.Equal("KAFKA_DATA_LOSS.PARTITION_OFFSET_CHANGED", error.ErrorClass);
        Assert.EndsWith($"Reason: Partition {topic}-0 offset was changed from 2 to 1.", error.Message);
    }

    [Fact]
    public async Task Compaction_leaves_gaps_that_do_not_hold_an_epoch_up()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(1, configs: new() { ["cleanup.policy"] = "compact", ["segment.ms"] = "200", ["min.cleanable.dirty.ratio"] = "0.001", ["max.compaction.lag.ms"] = "200" });
        var encoder = new KeyValueEncoder<string, string, string>(_ => "k", Serdes.Utf8, row => row, Serdes.Utf8);
        using var sink = new SinkRun<string>(kafka.BootstrapServers, encoder, ("topic", topic));
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"));
        for (int i = 0; i < 10; i++)
        {
            sink.Epoch($"{i}");
        }

        // Whatever has been compacted by now: the epoch ends, and the last value is there.
        Assert.Equal("9", run.Epoch()![^1]);
    }

    [Fact]
    public async Task Offsets_are_shown_in_a_group_and_never_read()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(2);
        string group = Topics.NewName("g");
        await topics.SendAsync(topic, 0, "1", "2", "3");
        (string, string)[] options = [("subscribe", topic), ("startingOffsets", "earliest"), ("commitOffsetsToGroup", group)];
        using (var run = SourceRun.On(kafka.BootstrapServers, options))
        {
            run.Epoch();
            run.Source.Commit(run.End!);
        }

        Assert.Equal(new Dictionary<int, long> { [0] = 3, [1] = 0 }, await topics.CommittedAsync(group, topic, 2));
        using var fresh = SourceRun.On(kafka.BootstrapServers, options);
        Assert.Equal(["1", "2", "3"], fresh.Epoch());
    }
}
