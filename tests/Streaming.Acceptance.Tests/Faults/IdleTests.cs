using System.Diagnostics;
using System.Globalization;

namespace Streaming.Acceptance.Tests;

/// <summary>A query without data costs next to nothing.</summary>
public sealed class IdleTests(KafkaServerFixture kafka)
{
    private const string Scenario = "idle";

    // The budget is one percent of a core; a machine with other work on it measures some more.
    private const double MostPercent = 2;

    [ChildScenario(Scenario)]
    internal static async Task Run(string[] args)
    {
        await using var session = QueryExtensions.NewSession(("streaming.workers", "2"));
        var query = WordCount.Of(session, args[0], args[1], 1000).To(args[0], args[2], args[3]).Start();
        await query.ProcessAllAvailableAsync();
        using var process = Process.GetCurrentProcess();
        double percent = double.MaxValue;

        for (int attempt = 0; attempt < 3 && percent > MostPercent; attempt++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromSeconds(10));
            process.Refresh();
            percent = Math.Min(percent, 100 * (process.TotalProcessorTime - cpu) / Stopwatch.GetElapsedTime(start));
        }

        Assert.Null(query.Exception);
        Assert.True(query.IsActive);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"idle {percent:0.00} % of a core"));
        await query.StopAsync();
    }

    [Fact]
    public async Task Idle_query_takes_little_of_a_core()
    {
        using var topics = new Topics(kafka.BootstrapServers);
        string input = await topics.CreateAsync(4, "lines");
        string output = await topics.CreateAsync(4, "counts");
        await topics.SendAsync(input, 0, "a b", "b c");
        using var folder = new TempFolder();

        // Steady state: without a compiler that works in the background for the first seconds.
        var environment = new Dictionary<string, string> { ["DOTNET_TieredCompilation"] = "0" };
        await using var child = ChildProcess.StartScenarioIn(typeof(IdleTests).Assembly, Scenario, [kafka.BootstrapServers, input, output, folder.Path], environment);
        await child.ExpectExit();
        string line = child.Lines.Single(line => line.StartsWith("idle ", StringComparison.Ordinal));
        Console.WriteLine("IDLE " + line);
        Assert.InRange(double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture), 0, MostPercent);
    }
}
