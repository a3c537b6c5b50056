using System.Diagnostics;

namespace Streaming.Acceptance.Tests;

/// <summary>A broker that is killed, and comes back or does not.</summary>
public sealed class BrokerOutageTests(BrokerOutageTests.OwnBroker own) : IClassFixture<BrokerOutageTests.OwnBroker>
{
    // The library waits two seconds for an answer before it looks whether a stop was asked for.
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Broker_restart_in_the_middle_of_a_batch_is_ridden_out()
    {
        const int Lines = 40_000;
        const int Partitions = 2;
        var server = own.Running();
        using var topics = new Topics(server.BootstrapServers);
        string input = await topics.CreateAsync(Partitions, "lines");
        string output = await topics.CreateAsync(Partitions, "counts");
        var lines = WordCount.Lines(TestSeed.NewRandom("outage")).Take(Lines).ToArray();
        using (var producer = new LineProducer(server.BootstrapServers))
        {
            for (int i = 0; i < lines.Length; i++)
            {
                producer.Send(input, i % Partitions, lines[i]);
            }

            producer.Flush();
        }

        // The gate stands in the first batch, with most of its records still to be fetched and none of its counts written.
        using var gate = new Gate();
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession(("streaming.workers", "2"));
        int seen = 0;
        var query = session.ReadStream()
            .Option("startingOffsets", "earliest").Option("maxOffsetsPerTrigger", Lines / 2)
            .Option("kafka.queued.max.messages.kbytes", 16).Option("kafka.max.partition.fetch.bytes", 4096).Option("kafka.queued.min.messages", 1)
            .Kafka(server.BootstrapServers, input)
            .Peek(_ =>
            {
                if (Interlocked.Increment(ref seen) == 500)
                {
                    gate.Pass();
                }
            })
            .FlatMap(record => record.ValueText.Split(' '))
            .GroupBy(word => word).Count()
            .To(server.BootstrapServers, output, folder.Path)
            .Start();
        await Eventually.True(() => gate.IsReached || !query.IsActive, "the first batch");
        server.Kill();
        gate.Open();
        server.Up();

        using var after = new Topics(server.BootstrapServers);
        await query.ProcessAllAvailableAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2));
        await query.StopAsync();
        Assert.Null(query.Exception);
        Assert.True(query.LastProgress!.BatchId >= 1, "More than one batch was to run.");
        WordCount.AssertSame(WordCount.Recount(lines), WordCount.LastCounts(after, output));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_of_an_idle_query_during_an_outage_returns_promptly(bool immediate)
    {
        var server = own.Running();
        using var topics = new Topics(server.BootstrapServers);
        string input = await topics.CreateAsync();
        await topics.SendAsync(input, 0, "a b");
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession(("streaming.workers", "2"));
        var query = WordCount.Of(session, server.BootstrapServers, input, 100).To(server.BootstrapServers, Topics.NewName("counts"), folder.Path).Start();
        await query.ProcessAllAvailableAsync(TestContext.Current.CancellationToken);
        server.Kill();

        // An answer takes less than a millisecond, so a longer one is the wait for the dead broker.
        await Eventually.True(() => query.Status.Message.StartsWith("Getting offsets", StringComparison.Ordinal), "the question for offsets");
        long start = Stopwatch.GetTimestamp();
        await query.StopAsync(new StopOptions { Immediate = immediate });
        Assert.True(Stopwatch.GetElapsedTime(start) < Promptly, $"The stop took {Stopwatch.GetElapsedTime(start)}.");
        Assert.Null(query.Exception);
        Assert.False(query.IsActive);
    }

    [Fact]
    public async Task Immediate_stop_of_a_batch_that_the_outage_holds_up_returns_promptly_and_the_batch_runs_again()
    {
        var server = own.Running();
        using var topics = new Topics(server.BootstrapServers);
        string input = await topics.CreateAsync(2, "lines");
        string output = await topics.CreateAsync(2, "counts");
        await topics.SendAsync(input, 0, "a b", "b c");
        await topics.SendAsync(input, 1, "c d");
        using var gate = new Gate();
        using var folder = new TempFolder();
        await using (var session = QueryExtensions.NewSession(("streaming.workers", "2")))
        {
            var query = Query(session, gate).Start();
            await Eventually.True(() => gate.IsReached, "the batch");
            server.Kill();
            gate.Open();

            // It cannot write now.
            await Eventually.True(() => Directory.GetFiles(folder.Combine("offsets")).Length == 1 && query.Status.IsTriggerActive, "a batch under way");
            long start = Stopwatch.GetTimestamp();
            await query.StopAsync(new StopOptions { Immediate = true });
            Assert.True(Stopwatch.GetElapsedTime(start) < Promptly, $"The stop took {Stopwatch.GetElapsedTime(start)}.");
            Assert.Null(query.Exception);
        }

        Assert.Empty(Directory.GetFiles(folder.Combine("commits")));
        server.Up();
        await using (var session = QueryExtensions.NewSession(("streaming.workers", "2")))
        {
            await Query(session, gate).Trigger(Trigger.AvailableNow()).Start().EndAsync();
        }

        using var after = new Topics(server.BootstrapServers);
        WordCount.AssertSame(WordCount.Recount(["a b", "b c", "c d"]), WordCount.LastCounts(after, output));

        DataStreamWriter<KeyCount<string>> Query(StreamingSession session, Gate held) => session.ReadStream()
            .Option("startingOffsets", "earliest").Kafka(server.BootstrapServers, input)
            .Peek(_ => held.Pass())
            .FlatMap(record => record.ValueText.Split(' '))
            .GroupBy(word => word).Count()
            .To(server.BootstrapServers, output, folder.Path);
    }

    /// <summary>A broker that only this class's tests use.</summary>
    public sealed class OwnBroker : IDisposable
    {
        private KafkaServer? _server;

        /// <summary>The broker, started or started again.</summary>
        public KafkaServer Running()
        {
            if (_server is null)
            {
                _server = KafkaServer.StartOwn();
            }
            else if (_server.Pid == 0)
            {
                _server.Up();
            }

            return _server;
        }

        public void Dispose() => _server?.Dispose();
    }
}
