using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>A query that dies after each step of a batch and comes back.</summary>
public sealed class DriverCrashTests
{
    public static TheoryData<BatchStep, bool> Steps => [.. Enum.GetValues<BatchStep>().SelectMany(step => new[] { new TheoryDataRow<BatchStep, bool>(step, true), new TheoryDataRow<BatchStep, bool>(step, false) })];

    [Theory]
    [MemberData(nameof(Steps))]
    public void TheSameBatchRunsAgainAndCountsOnce(BatchStep step, bool isFirstBatch)
    {
        using var driver = new TopologyTestDriver(DriverQueries.WordCount, new() { Partitions = 2 });
        var lines = driver.Text("lines");
        var counts = driver.CreateOutputTopic("counts", Serdes.Utf8, Serdes.Int64);
        long before = 0;
        if (!isFirstBatch)
        {
            lines.PipeValues("a", "b a");
            driver.RunBatch();
            counts.ReadAllRecords();
            before = 2;
        }

        lines.PipeValues("a c", "a");
        driver.Crash(step);
        bool isWritten = step >= BatchStep.RecordsProcessed;
        Assert.Equal(isWritten ? [("a", before + 2), ("c", 1)] : [], counts.ReadAllKeyValues());

        // Not part of the batch that runs again.
        lines.PipeInput("a");
        Assert.True(driver.RunBatch());
        if (step < BatchStep.CommitWritten)
        {
            Assert.Equal([("a", before + 2), ("c", 1L)], counts.ReadAllKeyValues());
            Assert.Equal(2, driver.Progress[^1].NumInputRows);
            Assert.True(driver.RunBatch());
        }

        Assert.Equal([("a", before + 3)], counts.ReadAllKeyValues());
        Assert.False(driver.RunBatch());
        Assert.Equal([("a", before + 3), ("c", 1L)], driver.State<string, long>().Where(row => row.Key != "b").OrderBy(row => row.Key));
    }

    [Fact]
    public void ManyCrashesInARowCountOnce()
    {
        using var driver = new TopologyTestDriver(DriverQueries.WordCount);
        int lines = 0;
        for (int round = 0; round < 30; round++)
        {
            foreach (var step in Enum.GetValues<BatchStep>())
            {
                driver.Text("lines").PipeInput("a");
                lines++;
                driver.Crash(step);
                driver.Crash();
            }
        }

        driver.ProcessAll();
        Assert.Equal([("a", (long)lines)], driver.State<string, long>());
    }

    [Fact]
    public void BetweenBatchesACrashIsARestart()
    {
        using var driver = new TopologyTestDriver(DriverQueries.WordCount);
        driver.Text("lines").PipeInput("a");
        driver.Crash();
        driver.RunBatch();
        driver.Crash();
        Assert.Equal([("a", 1L)], driver.State<string, long>());
        Assert.False(driver.RunBatch());
        Assert.Throws<InvalidOperationException>(() => driver.Crash(BatchStep.StateWritten));
    }

    [Fact]
    public void ARunAgainBatchReachesOtherSinksWithTheSameId()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in").Map(record => record.ValueText).WriteStream().ForeachBatch((_, _) => { }));
        driver.Text("in").PipeInput("a");
        driver.Crash(BatchStep.SinkCommitted);
        driver.RunBatch();
        Assert.Equal([(0L, "a"), (0L, "a")], driver.Batches<string>().Select(batch => (batch.BatchId, batch.Rows.Single())));
    }

    [Fact]
    public void ACrashThrowsAwayWhatTheBatchDropped()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in").DecodeValues(Serdes.Int64, new() { OnBadRecord = OnBadRecord.Skip }).Map(number => $"{number}").WriteTo("out"));
        driver.Text("in").PipeInput("no number");
        driver.Crash(BatchStep.StateWritten);
        Assert.Equal(0, driver.DroppedRows.Skipped);
        driver.RunBatch();
        Assert.Equal(new DroppedRows(1, 0, 0), driver.DroppedRows);
        driver.Restart();
        Assert.Equal(1, driver.DroppedRows.Total);
    }

    /// <summary>Dies at every call to the file system in turn.</summary>
    [Fact]
    public void EveryFileCallMayBeTheLast()
    {
        int calls = Run(failAt: null);
        Assert.InRange(calls, 20, 1000);
        for (int call = 1; call <= calls; call++)
        {
            Run(call);
        }

        static int Run(int? failAt)
        {
            var disk = new InMemoryFileSystem();
            var files = new FaultInjectingFileSystem(disk);
            using var driver = new TopologyTestDriver(DriverQueries.WordCount, new() { FileSystem = files });
            int start = files.Calls.Count;
            if (failAt is { } call)
            {
                files.FailAt(start + call, FileFault.Crash);
            }

            string[] lines = ["a b", "a", "b c"];
            foreach (string line in lines)
            {
                driver.Text("lines").PipeInput(line);
                try
                {
                    driver.RunBatch();
                }
                catch (StreamingQueryException error)
                {
                    Assert.Contains("Injected fault", error.ToString(), StringComparison.Ordinal);
                }
            }

            int calls = files.Calls.Count - start;
            disk.Crash();
            files.Reset();
            driver.Restart();
            driver.ProcessAll();
            Assert.Equal([("a", 2L), ("b", 2L), ("c", 1L)], driver.State<string, long>().OrderBy(row => row.Key, StringComparer.Ordinal));
            return calls;
        }
    }
}
