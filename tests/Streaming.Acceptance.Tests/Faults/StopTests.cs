namespace Streaming.Acceptance.Tests;

/// <summary>Stops while a batch runs, over a real broker.</summary>
public sealed class StopTests(KafkaServerFixture kafka)
{
    [Fact]
    public async Task Graceful_stop_lets_the_running_batch_end_and_begins_no_other()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string input = await topics.CreateAsync(2, "lines");
        string output = await topics.CreateAsync(2, "counts");
        await topics.SendAsync(input, 0, "a b", "c d", "e f");
        using var gate = new Gate();
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession(("streaming.workers", "2"));
        var query = Held(session, input, output, folder, gate).Start();
        await Eventually.True(() => gate.IsReached, "the batch");
        var stop = query.StopAsync();
        Assert.True(query.IsActive);
        Assert.False(stop.IsCompleted);

        // A limited wait says who has not ended, and gives nothing up.
        var late = await Assert.ThrowsAsync<TimeoutException>(() => query.StopAsync(new StopOptions { Timeout = TimeSpan.FromMilliseconds(50) }));
        Assert.Contains($"{query.Id}", late.Message);
        Assert.Contains("StopOptions.Immediate", late.Message);
        Assert.True(query.IsActive);

        gate.Open();
        await stop.WaitAsync(Eventually.Patience);
        Assert.Null(query.Exception);
        Assert.Equal(["0"], Directory.GetFiles(folder.Combine("offsets")).Select(Path.GetFileName));
        Assert.Equal(["0"], Directory.GetFiles(folder.Combine("commits")).Select(Path.GetFileName));
        WordCount.AssertSame(WordCount.Recount(["a b"]), WordCount.LastCounts(topics, output));
    }

    [Fact]
    public async Task Immediate_stop_interrupts_the_batch_which_runs_again()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string input = await topics.CreateAsync(2, "lines");
        string output = await topics.CreateAsync(2, "counts");
        await topics.SendAsync(input, 0, "a b", "c d", "e f");
        using var folder = new TempFolder();
        var sink = new BlockedSink();
        await using (var session = QueryExtensions.NewSession(("streaming.workers", "2")))
        {
            var query = WordCount.Of(session, kafka.BootstrapServers, input, 1).WriteStream().OutputMode(OutputMode.Update).To(sink).Option("checkpointLocation", folder.Path).Start();
            await Eventually.True(() => sink.Gate.IsReached, "the batch in the sink");
            await query.StopAsync(new StopOptions { Immediate = true }).WaitAsync(Eventually.Patience);
            Assert.Null(query.Exception);
        }

        Assert.Equal(["0"], Directory.GetFiles(folder.Combine("offsets")).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(folder.Combine("commits")));
        await using (var session = QueryExtensions.NewSession(("streaming.workers", "2")))
        {
            await WordCount.Of(session, kafka.BootstrapServers, input, 1).To(kafka.BootstrapServers, output, folder.Path).Trigger(Trigger.AvailableNow()).Start().EndAsync();
        }

        WordCount.AssertSame(WordCount.Recount(["a b", "c d", "e f"]), WordCount.LastCounts(topics, output));
    }

    private DataStreamWriter<KeyCount<string>> Held(StreamingSession session, string input, string output, TempFolder folder, Gate gate) => session.ReadStream()
        .Option("startingOffsets", "earliest").Option("maxOffsetsPerTrigger", 1).Kafka(kafka.BootstrapServers, input)
        .Peek(_ => gate.Pass())
        .FlatMap(record => record.ValueText.Split(' '))
        .GroupBy(word => word).Count()
        .To(kafka.BootstrapServers, output, folder.Path);
}
