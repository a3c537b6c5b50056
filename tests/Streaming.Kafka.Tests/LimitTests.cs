using Microsoft.Extensions.Time.Testing;

namespace Streaming.Kafka.Tests;

public sealed class LimitTests(KafkaServerFixture kafka)
{
    private static IEnumerable<string> Numbers(int from, int to) => Enumerable.Range(from, to - from + 1).Select(v => v.ToString());

    // KF-01#1
    [Fact]
    public async Task MaxOffsetsPerTrigger_is_split_by_backlog_and_goes_on_after_a_restart()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(3);
        await topics.SendAsync(topic, 0, Numbers(100, 200));
        await topics.SendAsync(topic, 1, Numbers(10, 20));
        await topics.SendAsync(topic, 2, "1");
        var files = new MemoryFiles();
        (string, string)[] options = [("subscribe", topic), ("startingOffsets", "earliest"), ("maxOffsetsPerTrigger", "10")];
        string? end;
        using (var run = new SourceRun(kafka.BootstrapServers, files, options: options))
        {
            Assert.Equal(["100", "101", "102", "103", "104", "105", "106", "107", "10", "1"], run.Epoch());
            Assert.Equal(Topics.Offsets(topic, 8, 1, 1), run.End);
            Assert.Equal([.. Numbers(108, 116), "11"], run.Epoch());
            Assert.Equal(Topics.Offsets(topic, 17, 2, 1), end = run.End);
        }

        using (var run = new SourceRun(kafka.BootstrapServers, files, options: options) { End = end })
        {
            Assert.Equal([.. Numbers(117, 125), "12"], run.Epoch());
            Assert.Equal([.. Numbers(126, 134), "13"], run.Epoch());
            Assert.Equal(Topics.Offsets(topic, 35, 4, 1), run.End);

            // Trigger.Once ignores the limits.
            Assert.Equal(73, run.Epoch(ReadLimit.AllAvailable)!.Count);
            Assert.Equal(Topics.Offsets(topic, 101, 11, 1), run.End);
        }
    }

    // KF-01#2
    [Fact]
    public async Task MinOffsetsPerTrigger_waits_for_records_or_the_delay()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(3);
        await topics.SendAsync(topic, 0, Numbers(100, 120));
        await topics.SendAsync(topic, 1, Numbers(10, 20));
        await topics.SendAsync(topic, 2, "1");
        var time = new FakeTimeProvider();
        using var run = new SourceRun(
            kafka.BootstrapServers, time: time,
            options: [("subscribe", topic), ("startingOffsets", "earliest"), ("minOffsetsPerTrigger", "15"), ("maxTriggerDelay", "5s"), ("maxOffsetsPerTrigger", "20")]);
        Assert.Equal(19, run.Epoch()!.Count);
        Assert.Equal(Topics.Offsets(topic, 12, 6, 1), run.End);
        Assert.Null(run.Epoch());
        await topics.SendAsync(topic, 0, Numbers(121, 128));
        await topics.SendAsync(topic, 1, Numbers(21, 30));
        await topics.SendAsync(topic, 2, "2");
        Assert.Equal(20, run.Epoch()!.Count);
        Assert.Equal(Topics.Offsets(topic, 22, 15, 2), run.End);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Null(run.Epoch());
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(13, run.Epoch()!.Count);
        Assert.Equal(Topics.Offsets(topic, 29, 21, 2), run.End);
    }

    // KF-02
    [Fact]
    public async Task AvailableNow_fixes_the_end_and_honours_the_limit()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(5);
        await topics.SendAsync(topic, 0, Numbers(1, 15));
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("maxOffsetsPerTrigger", "5"));
        run.Source.PrepareForAvailableNow();
        await topics.SendAsync(topic, 0, "16");
        Assert.Equal(Numbers(1, 5), run.Epoch());
        Assert.Equal(Numbers(6, 10), run.Epoch());
        Assert.Equal(Numbers(11, 15), run.Epoch());
        Assert.Null(run.Epoch());
    }

    [Fact]
    public async Task AvailableNow_fails_when_the_data_goes_away()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, Numbers(1, 5));
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("failOnDataLoss", "false"));
        run.Source.PrepareForAvailableNow();
        await topics.DeleteAsync(topic);
        await topics.CreateAsync();
        var error = Assert.Throws<StreamingException>(() => run.Epoch());
        Assert.Equal("KAFKA_AVAILABLE_NOW_DATA_LOSS", error.ErrorClass);
    }

    [Fact]
    public async Task Small_epochs_over_a_large_backlog_fetch_nothing_twice()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(3);
        for (int p = 0; p < 3; p++)
        {
            await topics.SendAsync(topic, p, Numbers(0, 39_999));
        }

        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"), ("maxOffsetsPerTrigger", "7000"));
        var all = new List<SourceRun.Row>();
        while (run.Rows() is { } rows)
        {
            Assert.InRange(rows.Count, 1, 7000);
            all.AddRange(rows);
        }

        Assert.Equal(120_000, all.Count);
        for (int p = 0; p < 3; p++)
        {
            Assert.Equal(Enumerable.Range(0, 40_000).Select(v => (long)v), all.Where(row => row.Partition == p).Select(row => row.Offset));
        }
    }

    [Fact]
    public async Task An_epoch_can_be_read_again_and_skipped_over()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync();
        await topics.SendAsync(topic, 0, Numbers(0, 99));
        using var run = SourceRun.On(kafka.BootstrapServers, ("subscribe", topic), ("startingOffsets", "earliest"));
        Assert.Equal(Numbers(0, 99), run.Epoch());
        Assert.Equal(Numbers(10, 19), run.Read(Topics.Offsets(topic, 10), Topics.Offsets(topic, 20)).Select(row => row.Value));
        Assert.Equal(Numbers(10, 39), run.Read(Topics.Offsets(topic, 10), Topics.Offsets(topic, 40)).Select(row => row.Value));
        Assert.Equal(Numbers(40, 49), run.Read(Topics.Offsets(topic, 40), Topics.Offsets(topic, 50)).Select(row => row.Value));
        Assert.Equal(Numbers(90, 99), run.Read(Topics.Offsets(topic, 90), Topics.Offsets(topic, 100)).Select(row => row.Value));
    }
}
