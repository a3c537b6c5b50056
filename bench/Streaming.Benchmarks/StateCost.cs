using System.Diagnostics;
using System.Globalization;

namespace Streaming.Benchmarks;

/// <summary>A keyed count over many keys in a whole query: what it costs with its state in memory or in RocksDB, how long a commit and a restart take, and the memory of the process.</summary>
internal static class StateCost
{
    private const int MaxMemoryMB = 256;
    private const int FillRows = 250_000;
    private const int SteadyRows = 100_000;
    private const int SteadyEpochs = 20;

    private const string Header =
        "state | keys | fill: us a row | 100,000 random rows an epoch: us of CPU a row | epoch ms | of it write the delta ms | of it commit ms | restart ms | restart without database ms | peak RSS MB | managed heap at the end MB";

    /// <summary>All sizes, each in a process of its own: <c>state</c>; one of them: <c>state rocksdb 1000000</c>.</summary>
    public static async Task RunAsync(string[] args, TextWriter output)
    {
        if (args is [var state, var keys])
        {
            await MeasureAsync(state, long.Parse(keys, CultureInfo.InvariantCulture), output);
            return;
        }

        await output.WriteLineAsync(Header);
        foreach (string count in (string[])["10000", "1000000", "10000000"])
        {
            foreach (string kind in (string[])["memory", "rocksdb"])
            {
                using var child = Process.Start(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(StateCost).Assembly.Location, "state", kind, count] : ["state", kind, count]);
                await child.WaitForExitAsync();
            }
        }
    }

    private static async Task MeasureAsync(string state, long keys, TextWriter output)
    {
        string checkpoint = Directory.CreateTempSubdirectory("streaming-state").FullName;
        try
        {
            // Each key once, then random ones.
            int fillEpochs = (int)Math.Max(1, keys / FillRows);
            int fillRows = (int)(keys / fillEpochs);
            var fill = await EpochsAsync(state, keys, checkpoint, fillRows, fillEpochs);
            var steady = await EpochsAsync(state, keys, checkpoint, SteadyRows, SteadyEpochs);
            var restart = await EpochsAsync(state, keys, checkpoint, SteadyRows, 1);
            TimeSpan? rebuilt = null;
            string database = Path.Combine(checkpoint, "state", "rocksdb");
            if (Directory.Exists(database))
            {
                Directory.Delete(database, recursive: true);
                rebuilt = (await EpochsAsync(state, keys, checkpoint, SteadyRows, 1)).Start;
            }

            using var process = Process.GetCurrentProcess();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{state} | {keys:N0} | {fill.Wall.TotalMicroseconds / keys:F2} | {steady.Cpu.TotalMicroseconds / SteadyRows / SteadyEpochs:F2} | {steady.Epoch:F0} | {steady.Delta:F0} | {steady.Commit:F0} | {restart.Start.TotalMilliseconds:F0} | {rebuilt?.TotalMilliseconds:F0} | {process.PeakWorkingSet64 >> 20} | {GC.GetGCMemoryInfo().TotalCommittedBytes >> 20}"));
        }
        finally
        {
            Directory.Delete(checkpoint, recursive: true);
        }
    }

    private static async Task<Figures> EpochsAsync(string state, long keys, string checkpoint, int rows, int epochs)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        long started = Stopwatch.GetTimestamp();
        await using var session = StreamingSession.Create(new StreamingSessionOptions
        {
            Configuration = new Dictionary<string, string>
            {
                ["spark.sql.streaming.stateStore.providerClass"] = state,
                ["spark.sql.streaming.stateStore.rocksdb.maxMemoryUsageMB"] = $"{MaxMemoryMB}",
                ["spark.sql.streaming.minBatchesToRetain"] = "2",
            },
        });
        var first = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        var progress = new List<StreamingQueryProgress>();
        session.Queries.AddListener(new Watch(epoch =>
        {
            progress.Add(epoch);
            first.TrySetResult();
            if (progress.Count >= epochs)
            {
                done.TrySetResult();
            }
        }));
        var query = session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", rows).Load<RateRow>()
            .Map(row => row.Value < keys ? row.Value : (long)(Mix((ulong)row.Value) % (ulong)keys))
            .GroupBy(key => key).Count()
            .WriteStream().OutputMode(OutputMode.Update).Trigger(Trigger.ProcessingTime(TimeSpan.Zero)).Option("checkpointLocation", checkpoint).Format("noop").Start();
        await Task.WhenAny(first.Task, query.AwaitTerminationAsync());
        var start = Stopwatch.GetElapsedTime(started);
        await Task.WhenAny(done.Task, query.AwaitTerminationAsync());
        await query.StopAsync();
        var wall = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        var measured = progress.Take(epochs).Skip(epochs > 4 ? 2 : 0).ToList();
        return new Figures(
            wall, process.TotalProcessorTime - cpu, start,
            measured.Average(epoch => (double)epoch.DurationMs["triggerExecution"]), measured.Average(epoch => (double)epoch.StateOperators[0].CommitTimeMs), measured.Average(epoch => (double)epoch.DurationMs["commitOffsets"]));
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    private sealed record Figures(TimeSpan Wall, TimeSpan Cpu, TimeSpan Start, double Epoch, double Delta, double Commit);

    private sealed class Watch(Action<StreamingQueryProgress> seen) : StreamingQueryListener
    {
        public override void OnQueryProgress(QueryProgressEvent queryEvent) => seen(queryEvent.Progress);
    }
}
