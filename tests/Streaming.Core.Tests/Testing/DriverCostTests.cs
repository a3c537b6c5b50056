using System.Diagnostics;
using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>What a driver costs: time to start, threads, memory.</summary>
public sealed class DriverCostTests
{
    [Fact]
    public void StartsInMilliseconds()
    {
        for (int i = 0; i < 20; i++)
        {
            Run();
        }

        var times = new List<double>();
        for (int i = 0; i < 50; i++)
        {
            long start = Stopwatch.GetTimestamp();
            Run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"start, one batch, end: median {times[25]:0.00} ms, worst {times[^1]:0.00} ms");
        Assert.InRange(times[25], 0, 50);

        static void Run()
        {
            using var driver = new TopologyTestDriver(DriverQueries.WordCount);
            driver.Text("lines").PipeInput("a b");
            driver.RunBatch();
            Assert.Equal(2, driver.Drain(Serdes.Utf8, Serdes.Int64).Count);
        }
    }

    [Fact]
    public void EverythingRunsOnTheCallersThread()
    {
        var threads = new HashSet<int>();
        var files = new FaultInjectingFileSystem(new InMemoryFileSystem()) { BeforeCall = _ => threads.Add(Environment.CurrentManagedThreadId) };
        using (var driver = new TopologyTestDriver(
            session =>
            {
                session.Queries.AddListener(new RecordingListener { Then = _ => threads.Add(Environment.CurrentManagedThreadId) });
                return DriverQueries.WordCount(session);
            },
            new() { FileSystem = files, Configuration = new Dictionary<string, string> { ["streaming.workers"] = "4" } }))
        {
            for (int i = 0; i < 15; i++) // snapshots too
            {
                driver.Text("lines").PipeInput($"a b {i}");
                driver.RunBatch();
            }

            driver.Restart();
        }

        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    [Fact]
    public void ABatchOfTheEngineAllocatesLittle()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in").Filter(record => record.Value.Length > 100).WriteTo("out"));
        var input = driver.CreateInputTopic("in", Serdes.Utf8, Serdes.Bytes);
        var value = new byte[10];
        Batch(10_000);
        long small = Measure(1_000);
        long large = Measure(50_000);

        // Records that are filtered out cost nothing, however many they are.
        Assert.InRange(large - small, -100_000, 100_000);

        long Measure(int count)
        {
            Pipe(count);
            long before = GC.GetAllocatedBytesForCurrentThread();
            driver.RunBatch();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Batch(int count)
        {
            Pipe(count);
            driver.RunBatch();
        }

        void Pipe(int count)
        {
            for (int i = 0; i < count; i++)
            {
                input.PipeInput(value);
            }
        }
    }
}
