using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Streaming.Bench;

/// <summary>W4: the load tool runs as a child while the pipeline, started before, answers.</summary>
internal sealed class LatencyRun(BenchOptions options, TimeProvider time)
{
    private const string GeneratorVariable = "PERF_GEN";

    /// <summary>Runs the load and returns the line to print.</summary>
    public async Task<string> RunAsync()
    {
        string generator = Environment.GetEnvironmentVariable(GeneratorVariable)
            ?? throw new InvalidOperationException($"{GeneratorVariable} is not set: it names the load tool, perf/gen/run.");
        var start = new ProcessStartInfo(generator) { RedirectStandardOutput = true };
        foreach (string argument in new[]
        {
            "lat", options.Bootstrap, options.Input, options.Output,
            "--rate", $"{options.Rate}", "--warm", $"{options.Warm}", "--secs", $"{options.MeasuredSeconds}",
        })
        {
            start.ArgumentList.Add(argument);
        }

        long from = time.GetTimestamp();
        double cpuFrom = RunMeter.CpuSeconds;
        using var child = Process.Start(start)!;
        string output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        double cpu = RunMeter.CpuSeconds - cpuFrom;
        double seconds = time.GetElapsedTime(from).TotalSeconds;

        string? answer = output.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        if (answer is null || child.ExitCode != 0)
        {
            throw new InvalidOperationException($"{generator} exited with {child.ExitCode}: {output.Trim()}");
        }

        var line = new JsonObject
        {
            ["peer"] = options.Engine,
            ["workload"] = options.Workload,
            ["opts"] = options.Text,
            ["peak_rss_mb"] = RunMeter.PeakMemory,
        };
        foreach (var (name, value) in JsonNode.Parse(answer)!.AsObject())
        {
            line[name] = value?.DeepClone();
        }

        line["cpu_s"] = Math.Round(cpu, 3);
        line["cpu_share"] = Math.Round(cpu / seconds, 3);
        return line.ToJsonString();
    }
}
