using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Streaming.Acceptance.Tests;

/// <summary>A process that is killed at random moments goes on with correct counts. STREAMING_KILLS says how often, STREAMING_SEED repeats a run.</summary>
public sealed class KillTests(KafkaServerFixture kafka, ITestOutputHelper log)
{
    private const int Partitions = 4;

    [Fact]
    public async Task Killed_process_goes_on_with_correct_counts()
    {
        int kills = TestSettings.Kills;
        var random = TestSeed.NewRandom("kills");
        string servers = kafka.BootstrapServers;
        using var topics = new Topics(servers);
        using var folder = new TempFolder();
        string checkpoint = folder.Combine("checkpoint");
        Directory.CreateDirectory(checkpoint);
        string input = await topics.CreateAsync(Partitions, "lines");
        string output = await topics.CreateAsync(Partitions, "counts");
        string[] arguments = [servers, input, output, checkpoint];
        long started = Stopwatch.GetTimestamp();

        using var stop = new CancellationTokenSource();
        var offsets = new EpochOffsets(checkpoint, Partitions);
        var harvest = Task.Run(() => offsets.HarvestAsync(stop.Token));
        var producing = Task.Run(() => Produce(servers, input, stop.Token));
        try
        {
            for (int kill = 1; kill <= kills; kill++)
            {
                var moment = KillMoment.Random(random);
                await using var child = ChildProcess.StartScenario(KillScenario.Name, [.. arguments, moment.ToString()]);
                await moment.WaitAsync(child, checkpoint);
                if (child.HasExited && (!moment.IsByItself || !child.Lines.Any(line => line.StartsWith("killed", StringComparison.Ordinal))))
                {
                    throw child.Failed($"ended by itself before kill {kill} at {moment}; {TestSeed.Hint}");
                }

                if (!child.HasExited)
                {
                    await child.Kill();
                }

                log.WriteLine($"kill {kill} at {moment}: {child.Lines.LastOrDefault() ?? "nothing committed"}");
            }
        }
        finally
        {
            await stop.CancelAsync();
            await producing;
            await harvest;
        }

        offsets.Harvest();
        using (var drained = new CancellationTokenSource())
        {
            harvest = Task.Run(() => offsets.HarvestAsync(drained.Token));
            await using var child = ChildProcess.StartScenario(KillScenario.Name, [.. arguments, KillScenario.UntilDrained]);
            await child.ExpectExit(0, TimeSpan.FromMinutes(5));
            await drained.CancelAsync();
            await harvest;
        }

        var lines = Enumerable.Range(0, Partitions).Select(_ => new List<string>()).ToArray();
        foreach (var record in topics.ReadAll(input))
        {
            lines[record.Partition.Value].Add(Encoding.UTF8.GetString(record.Message.Value!));
        }

        var check = new OutputCheck([.. lines.Select(list => list.ToArray())], offsets.Ends);
        WordCount.AssertSame(WordCount.Recount(lines.SelectMany(list => list)), check.Counts);
        check.Check(topics.ReadAll(output));
        await CheckState(topics, servers, input, checkpoint, check.Counts);
        Assert.Empty(Directory.EnumerateFiles(checkpoint, "*.tmp", SearchOption.AllDirectories));

        string figures = string.Create(
            CultureInfo.InvariantCulture,
            $"KILLS seed={TestSeed.Value} kills={kills} epochs={check.Epochs} unknown_epochs={check.UnknownEpochs} lines={lines.Sum(list => list.Count)} words={check.Counts.Values.Sum()} repeated_rows={check.Repeated} seconds={Stopwatch.GetElapsedTime(started).TotalSeconds:0}");
        log.WriteLine(figures);
        Console.WriteLine(figures);
    }

    private static void Produce(string servers, string topic, CancellationToken stop)
    {
        const int LinesPerTurn = 100;
        using var producer = new LineProducer(servers);
        int partition = 0;
        foreach (var turn in WordCount.Lines(TestSeed.NewRandom("lines")).Chunk(LinesPerTurn))
        {
            foreach (string line in turn)
            {
                producer.Send(topic, partition++ % Partitions, line);
            }

            // About as much as the query can take, so that there is always an epoch to be killed in.
            if (stop.WaitHandle.WaitOne(50))
            {
                break;
            }
        }

        producer.Flush();
    }

    // The state itself, seen by a query in complete mode that goes on from the checkpoint.
    private static async Task CheckState(Topics topics, string servers, string input, string checkpoint, IReadOnlyDictionary<string, long> counts)
    {
        await topics.SendAsync(input, 0, "one more line");
        var expected = new Dictionary<string, long>(counts);
        foreach (string word in (string[])["one", "more", "line"])
        {
            expected[word] = expected.GetValueOrDefault(word) + 1;
        }

        await using var session = QueryExtensions.NewSession(KillScenario.Settings);
        var query = WordCount.Of(session, servers, input, KillScenario.MaxOffsetsPerTrigger)
            .WriteStream()
            .OutputMode(OutputMode.Complete)
            .Memory("state")
            .Option("checkpointLocation", checkpoint)
            .Trigger(Trigger.AvailableNow())
            .Start();
        await query.EndAsync();
        var rows = session.MemoryTables.Get<KeyCount<string>>("state").Rows;
        WordCount.AssertSame(expected, rows.ToDictionary(row => row.Key, row => row.Count));
    }
}
