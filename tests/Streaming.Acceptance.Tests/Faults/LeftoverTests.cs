using System.Diagnostics;

namespace Streaming.Acceptance.Tests;

/// <summary>What queries leave in the process and on the disk when they have ended: nothing.</summary>
public sealed class LeftoverTests(KafkaServerFixture kafka)
{
    private const string Scenario = "start-and-stop";
    private const int WarmUp = 4;
    private const int Cycles = 20;

    [ChildScenario(Scenario)]
    internal static async Task Run(string[] args)
    {
        string servers = args[0], input = args[1], output = args[2], checkpoints = args[3];
        await using var session = QueryExtensions.NewSession(("streaming.workers", "2"));

        // The first runs load code, and start what the runtime itself keeps.
        for (int cycle = 0; cycle < WarmUp; cycle++)
        {
            await Cycle(session, servers, input, output, checkpoints, cycle);
        }

        await Eventually.True(() => OurThreads().Length == 0, () => "no thread of ours after the first runs: " + string.Join(", ", OurThreads()));
        int handles = Handles();
        for (int cycle = WarmUp; cycle < Cycles + WarmUp; cycle++)
        {
            await Cycle(session, servers, input, output, checkpoints, cycle);
        }

        await Eventually.True(() => OurThreads().Length == 0, () => "no thread of ours: " + string.Join(", ", OurThreads()));

        // The runtime may have opened one or the other of its own, but not one a run.
        await Eventually.True(() => Handles() < handles + (Cycles / 2), () => $"{handles} open handles as before, not {Handles()}: {string.Join(", ", HandleNames())}");
        Assert.Empty(session.Queries.Active);
        Console.WriteLine($"handles {handles} before, {Handles()} after");
    }

    [Fact]
    public async Task Started_and_stopped_queries_leave_no_thread_no_handle_and_no_file()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string input = await topics.CreateAsync(2, "lines");
        string output = await topics.CreateAsync(2, "counts");
        await topics.SendAsync(input, 0, "a b", "b c");
        await topics.SendAsync(input, 1, "c d");
        using var folder = new TempFolder();
        string temporary = Directory.CreateDirectory(folder.Combine("tmp")).FullName;
        string checkpoints = Directory.CreateDirectory(folder.Combine("checkpoints")).FullName;
        var environment = new Dictionary<string, string> { ["TMPDIR"] = temporary, ["TEMP"] = temporary, ["TMP"] = temporary, ["DOTNET_EnableDiagnostics"] = "0" };
        await using var child = ChildProcess.StartScenarioIn(typeof(LeftoverTests).Assembly, Scenario, [kafka.BootstrapServers, input, output, checkpoints], environment);
        await child.ExpectExit(0, TimeSpan.FromMinutes(2));
        Assert.Contains(child.Lines, line => line.StartsWith("handles ", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
        Assert.Empty(Directory.EnumerateFiles(checkpoints, "*.tmp", SearchOption.AllDirectories));
    }

    // Every other run is stopped at once, every fourth fails.
    private static async Task Cycle(StreamingSession session, string servers, string input, string output, string checkpoints, int cycle)
    {
        bool fails = cycle % 4 == 3;
        var query = session.ReadStream().Option("startingOffsets", "earliest").Kafka(servers, input)
            .FlatMap(record => fails ? throw new InvalidOperationException("as wanted") : record.ValueText.Split(' '))
            .GroupBy(word => word).Count()
            .To(servers, output, Path.Combine(checkpoints, $"{cycle}"))
            .Start();
        if (fails)
        {
            await query.FailureAsync();
            return;
        }

        await query.ProcessAllAvailableAsync();
        await query.StopAsync(new StopOptions { Immediate = cycle % 2 == 0 });
        Assert.Null(query.Exception);
        Assert.Equal(0, query.LastProgress!.BatchId);
    }

    /// <summary>Threads of queries ("streaming ...") and of the client ("rdk:...").</summary>
    private static string[] OurThreads()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var names = new List<string>();
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                names.Add(File.ReadAllText(Path.Combine(task, "comm")).Trim());
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return [.. names.Where(name => name.StartsWith("streaming", StringComparison.Ordinal) || name.StartsWith("rdk:", StringComparison.Ordinal))];
    }

    private static int Handles()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount;
    }

    private static IEnumerable<string> HandleNames() => OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Select(TargetOf) : [];

    private static string TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: false)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path; // just closed
        }
    }
}
