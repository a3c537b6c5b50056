using Confluent.Kafka;

namespace Streaming.Bench;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (new BenchCommand().Parse(args, out string error) is not { } options)
        {
            Console.Error.WriteLine(error);
            return error.Length == 0 ? 0 : 2;
        }

        string[] workloads = options.Engine == "floor" ? ["W1", "W4"] : ["W1", "W2", "W3"];
        if (!workloads.Contains(options.Workload))
        {
            Console.Error.WriteLine($"--engine {options.Engine} runs {string.Join(", ", workloads)}, not {options.Workload}.");
            return 2;
        }

        try
        {
            Console.WriteLine(options.Workload == "W4" ? await MeasureLatencyAsync(options) : await MeasureThroughputAsync(options));
            return 0;
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure);
            return 1;
        }
    }

    private static async Task<string> MeasureLatencyAsync(BenchOptions options)
    {
        using var floor = new FloorLatency(options);
        floor.Start();
        string line = await new LatencyRun(options, TimeProvider.System).RunAsync();
        floor.Stop();
        return line;
    }

    private static async Task<string> MeasureThroughputAsync(BenchOptions options)
    {
        var time = TimeProvider.System;
        var meter = new RunMeter(time);
        using var offsets = new EndOffsets(options.Bootstrap, meter, time);
        int[] partitions = offsets.Partitions(options.Input);
        long[] ends = await offsets.ReadAsync(options.Input, partitions);
        if (options.Part != FloorPart.Consume)
        {
            offsets.Watch(options.Output, offsets.Partitions(options.Output));
        }

        if (options.Engine == "streaming")
        {
            string root = Environment.GetEnvironmentVariable("PERF_TMP") ?? Path.GetTempPath();
            await new StreamingEngine(options, meter).RunAsync(Path.Combine(root, "streaming", Guid.NewGuid().ToString("N")));
        }
        else
        {
            new FloorEngine(options, meter, partitions, ends).Run();
        }

        if (options.Part != FloorPart.Consume)
        {
            await offsets.StillAsync(options.Still);
        }

        long total = ends.Sum();
        return new RunResult
        {
            Peer = options.Engine,
            Workload = options.Workload,
            Options = options.Text,
            Input = total,
            OutputOffsets = offsets.Sum,
            Seconds = Math.Round(meter.Seconds, 3),
            RecordsPerSecond = Math.Round(total / meter.Seconds),
            SecondsFromStart = Math.Round(meter.SecondsFromStart, 3),
            Cpu = Math.Round(meter.Cpu, 3),
            CpuFromStart = Math.Round(meter.LastCpu, 3),
            PeakMemory = RunMeter.PeakMemory,
            GcPause = Math.Round(GC.GetTotalPauseDuration().TotalSeconds, 3),
            Collections = $"{GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}",
            Allocated = GC.GetTotalAllocatedBytes() >> 20,
            Jit = Math.Round(System.Runtime.JitInfo.GetCompilationTime().TotalSeconds, 3),
            Client = $"Confluent.Kafka, librdkafka {Library.VersionString}",
        }.ToJson();
    }
}
