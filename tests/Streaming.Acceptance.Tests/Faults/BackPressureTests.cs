using System.Diagnostics;
using System.Globalization;

namespace Streaming.Acceptance.Tests;

/// <summary>A sink that stays away: the source stops, memory stays bounded, and nothing is lost.</summary>
public sealed class BackPressureTests(KafkaServerFixture kafka)
{
    private const string Scenario = "blocked-sink";
    private const int Partitions = 4;
    private const int RecordsPerPartition = 40_000;
    private const int RecordBytes = 4_000;
    private const long MiB = 1024 * 1024;

    // A client keeps up to 64 MiB of fetched records, and there is one a worker; fetches under way and unpacking come on top.
    private const long MostGrowth = 350 * MiB;

    [ChildScenario(Scenario)]
    internal static async Task Run(string[] args)
    {
        string servers = args[0], topic = args[1];
        using var process = Process.GetCurrentProcess();
        var sink = new BlockedSink();
        long seen = 0;
        await using var session = QueryExtensions.NewSession(("streaming.workers", "2"));
        long before = Resident();
        var query = session.ReadStream().Option("startingOffsets", "earliest").Kafka(servers, topic)
            .Map(record =>
            {
                Interlocked.Increment(ref seen);
                return record.Offset;
            })
            .WriteStream().To(sink).Start();
        await Eventually.True(() => sink.Gate.IsReached, "rows at the sink");

        // The clients fill their queues and stop: wait until nothing grows any more.
        long blocked = Resident();
        var quiet = Stopwatch.StartNew();
        var whole = Stopwatch.StartNew();
        while (quiet.Elapsed < TimeSpan.FromSeconds(2))
        {
            Assert.True(whole.Elapsed < TimeSpan.FromMinutes(1), "The memory goes on growing.");
            await Task.Delay(100);
            if (Resident() > blocked + (2 * MiB))
            {
                blocked = Resident();
                quiet.Restart();
            }
        }

        long seenBlocked = Interlocked.Read(ref seen);
        Console.WriteLine($"blocked {seenBlocked} {(blocked - before) / MiB}");
        sink.Gate.Open();
        await query.ProcessAllAvailableAsync();
        Console.WriteLine($"open {sink.Rows} {(Peak() - before) / MiB}");
        Assert.Equal(sink.Rows, Interlocked.Read(ref seen));
        await query.StopAsync();
        Assert.Null(query.Exception);

        long Resident()
        {
            process.Refresh();
            return process.WorkingSet64;
        }

        long Peak()
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    [Fact]
    public async Task Blocked_sink_stops_the_source_and_bounds_the_memory()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string topic = await topics.CreateAsync(Partitions, "much");
        using (var producer = new LineProducer(kafka.BootstrapServers, compressed: false))
        {
            // Not to be compressed: what is unpacked from a small fetch is not bounded by the client.
            byte[] value = new byte[RecordBytes];
            TestSeed.NewRandom("much").NextBytes(value);
            for (int i = 0; i < Partitions * RecordsPerPartition; i++)
            {
                BitConverter.TryWriteBytes(value, i);
                producer.Send(topic, i % Partitions, value);
            }

            producer.Flush();
        }

        await using var child = ChildProcess.StartScenario(Scenario, kafka.BootstrapServers, topic);
        await child.ExpectExit(0, TimeSpan.FromMinutes(2));
        var blocked = Figures(child, "blocked ");
        var open = Figures(child, "open ");
        await topics.DeleteAsync(topic);
        Console.WriteLine($"BACKPRESSURE {Partitions * RecordsPerPartition * (long)RecordBytes / MiB} MiB to read: {string.Join(" | ", child.Lines)}");

        // A batch of each worker on its way is all that the operators have seen.
        Assert.InRange(blocked.Records, 1, 2 * 1024);
        Assert.InRange(blocked.GrowthMiB, 0, MostGrowth / MiB);
        Assert.Equal(Partitions * RecordsPerPartition, open.Records);
        Assert.InRange(open.GrowthMiB, 0, MostGrowth / MiB);
    }

    private static (long Records, long GrowthMiB) Figures(ChildProcess child, string name)
    {
        string[] parts = child.Lines.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ');
        return (long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}
