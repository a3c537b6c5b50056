using Streaming.Testing;

namespace Streaming.Core.Tests;

/// <summary>Batches, state, rows, several queries, restarts.</summary>
public sealed class DriverRunTests
{
    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("1024")]
    public void StateIsAsAfterTheLastBatch(string batchCapacity)
    {
        using var driver = new TopologyTestDriver(DriverQueries.WordCount, new() { Configuration = new Dictionary<string, string> { ["streaming.batch.capacity"] = batchCapacity } });
        Assert.Equal(["Count#2"], driver.StatefulOperators);
        Assert.Empty(driver.State<string, long>());
        driver.Text("lines").PipeValues("a b a", "c");
        driver.RunBatch();
        driver.Text("lines").PipeValues("b");
        Assert.Equal([("a", 2L), ("b", 1L), ("c", 1L)], driver.State<string, long>());
        driver.RunBatch();
        Assert.Equal([("a", 2L), ("b", 2L), ("c", 1L)], driver.State<string, long>("Count#2"));

        var error = Assert.Throws<StreamingException>(() => driver.State<int, long>());
        Assert.Contains("State<string, long>()", error.Message, StringComparison.Ordinal);
        Assert.Contains("Count#2", Assert.Throws<StreamingException>(() => driver.State<string, long>("Count#9")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABatchRunsOnlyWhenAsked()
    {
        int seen = 0;
        using var driver = new TopologyTestDriver(session => session.Read("in").Peek(_ => seen++).WriteTo("out").Trigger(Trigger.ProcessingTime("1 second")));
        Assert.False(driver.RunBatch());
        driver.Text("in").PipeInput("a");
        driver.AdvanceWallClock(TimeSpan.FromSeconds(100));
        Assert.Equal(0, seen);
        Assert.True(driver.RunBatch());
        Assert.False(driver.RunBatch());
        Assert.Equal(1, seen);
        Assert.Equal(Start.AddSeconds(100), driver.Progress.Single().Timestamp);
        Assert.Equal(0, driver.Progress.Single().BatchId);
    }

    [Fact]
    public void TheSameTestDoesTheSame()
    {
        Assert.Equal(Run(), Run());

        static string Run()
        {
            using var driver = new TopologyTestDriver(DriverQueries.WordCount, new() { Partitions = 4 });
            driver.Text("lines").PipeValues("a b c d", "d e f", "a a a", "x y z a");
            driver.ProcessAll();
            driver.AdvanceWallClock(TimeSpan.FromMilliseconds(7));
            driver.Text("lines").PipeInput("k", "z z");
            driver.ProcessAll();
            return string.Join('\n', driver.Drain(Serdes.Utf8, Serdes.Int64)) + string.Join('\n', driver.Progress.Select(progress => progress with { Id = default, RunId = default }).Select(p => p.Json));
        }
    }

    [Fact]
    public void ForeachBatchRunsAndItsRowsAreSeen()
    {
        var calls = new List<(long Id, string Rows)>();
        using var driver = new TopologyTestDriver(session => session.Read("in").Map(record => record.ValueText)
            .WriteStream().ForeachBatch((rows, id) => calls.Add((id, string.Join(' ', rows)))));
        driver.Text("in").PipeValues("a", "b");
        driver.RunBatch();
        driver.Text("in").PipeValues("c");
        driver.RunBatch();
        Assert.Equal([(0L, "a b"), (1L, "c")], calls);
        Assert.Equal(["a", "b", "c"], driver.Rows<string>());
        Assert.Equal([0L, 1L], driver.Batches<string>().Select(batch => batch.BatchId));
        Assert.Contains("type string", Assert.Throws<StreamingException>(() => driver.Rows<int>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMemorySinkFillsItsTable()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in").Map(record => record.ValueText).WriteStream().Memory("table"));
        driver.Text("in").PipeValues("a", "b");
        driver.RunBatch();
        Assert.Equal(["a", "b"], driver.Session.MemoryTables.Get<string>("table").Rows);
        Assert.Equal(["a", "b"], driver.Rows<string>("table"));
        Assert.Empty(driver.Rows<string>("other"));
    }

    [Fact]
    public void QueriesMayBeChained()
    {
        using var driver = new TopologyTestDriver(
        [
            session => session.Read("in").Map(record => record.ValueText + "1").WriteTo("middle").QueryName("first"),
            session => session.Read("middle").Map(record => record.ValueText + "2").WriteTo("out").QueryName("second"),
        ]);
        driver.Text("in").PipeInput("a");
        Assert.Equal(1, driver.ProcessAll());
        Assert.Equal([("middle", "a1"), ("out", "a12")], driver.Drain().Select(record => (record.Topic!, record.Value!)));
        Assert.Equal(["first", "second"], driver.Progress.Select(progress => progress.Name!));
        driver.Restart();
        driver.Text("in").PipeInput("b");
        driver.ProcessAll();
        Assert.Equal("b12", driver.ReadText("out").ReadValue());
    }

    [Fact]
    public void AQueryMayReadWhatItWrites()
    {
        using var driver = new TopologyTestDriver(session => session.Read("numbers").Map(record => record.ValueText)
            .Filter(text => text.Length < 4).Map(text => text + "x").WriteTo("numbers"));
        driver.Text("numbers").PipeInput("x");
        Assert.Equal(4, driver.ProcessAll()); // the last batch filters what the third wrote
        Assert.Equal(["xx", "xxx", "xxxx"], driver.ReadText("numbers").ReadAllValues());

        using var endless = new TopologyTestDriver(session => session.Read("loop").WriteTo("loop"));
        endless.Text("loop").PipeInput("x");
        Assert.Equal("TEST_DRIVER_ENDLESS", Assert.Throws<StreamingException>(() => endless.ProcessAll(20)).ErrorClass);
    }

    [Fact]
    public void DriversDoNotInterfere()
    {
        using var left = new TopologyTestDriver(DriverQueries.WordCount);
        using var right = new TopologyTestDriver(DriverQueries.WordCount);
        left.Text("lines").PipeInput("a");
        right.Text("lines").PipeInput("b b");
        left.AdvanceWallClock(TimeSpan.FromDays(1));
        left.ProcessAll();
        right.ProcessAll();
        Assert.Equal([("a", 1L)], left.State<string, long>());
        Assert.Equal([("b", 2L)], right.State<string, long>());
        Assert.Equal(Start, right.Clock.GetUtcNow());
        Assert.Single(left.Drain());
        Assert.Single(right.Drain());
    }

    [Fact]
    public void ARestartGoesOnWithCountsAndBatchIds()
    {
        using var driver = new TopologyTestDriver(DriverQueries.WordCount);
        var lines = driver.Text("lines");
        var counts = driver.CreateOutputTopic("counts", Serdes.Utf8, Serdes.Int64);
        var session = driver.Session;
        for (int i = 1; i <= 25; i++) // over several snapshots
        {
            lines.PipeInput($"a w{i}");
            driver.RunBatch();
            driver.Restart();
            Assert.Equal(("a", (long)i), counts.ReadKeyValue());
            Assert.Equal(($"w{i}", 1L), counts.ReadKeyValue());
        }

        Assert.NotSame(session, driver.Session);
        Assert.False(driver.RunBatch());
        Assert.Equal(26, driver.State<string, long>().Count);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => (long)i), driver.Progress.Select(progress => progress.BatchId));
        Assert.Single(driver.Progress.Select(progress => progress.Id).Distinct());
        Assert.Equal(25, driver.Progress.Select(progress => progress.RunId).Distinct().Count());
        counts.AssertEmpty();
    }

    [Fact]
    public void ARestartMayBringANewVersionOfTheQuery()
    {
        using var driver = new TopologyTestDriver(session => session.Read("in").Map(record => record.ValueText).WriteTo("out"));
        driver.Text("in").PipeInput("a");
        driver.RunBatch();
        driver.Restart(session => session.Read("in").Map(record => record.ValueText.ToUpperInvariant()).WriteTo("out"));
        driver.Text("in").PipeInput("b");
        driver.RunBatch();
        Assert.Equal(["a", "B"], driver.ReadText("out").ReadAllValues());
    }

    [Fact]
    public void CheckpointsAreFilesOnlyWhereAskedFor()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"driver-{Guid.NewGuid():N}");
        using (var memory = new TopologyTestDriver(session => DriverQueries.WordCount(session).Option("checkpointLocation", folder)))
        {
            memory.Text("lines").PipeInput("a");
            memory.RunBatch();
        }

        Assert.False(Directory.Exists(folder));
        try
        {
            using var driver = new TopologyTestDriver(DriverQueries.WordCount, new() { CheckpointFolder = folder });
            driver.Text("lines").PipeInput("a");
            driver.RunBatch();
            Assert.True(File.Exists(Path.Combine(folder, "commits", "0")));
            driver.Crash();
            driver.Text("lines").PipeInput("a");
            driver.RunBatch();
            Assert.Equal([("a", 2L)], driver.State<string, long>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AFailedQueryStaysDownUntilARestart()
    {
        bool broken = true;
        using var driver = new TopologyTestDriver(session => session.Read("in").Map(record => broken && record.ValueText == "2" ? throw new InvalidOperationException("no twos") : record.ValueText).WriteTo("out"));
        driver.Text("in").PipeValues("1", "2", "3");
        var error = Assert.Throws<StreamingQueryException>(() => driver.RunBatch());
        Assert.Equal(("in", 0, 1L), (error.Topic, error.Partition, error.Offset));
        Assert.Contains("no twos", error.Message, StringComparison.Ordinal);
        Assert.Throws<StreamingQueryException>(() => driver.RunBatch());
        driver.ReadText("out").AssertEmpty();
        broken = false;
        driver.Restart();
        driver.RunBatch();
        Assert.Equal(["1", "2", "3"], driver.ReadText("out").ReadAllValues());
        Assert.Single(driver.Progress);
    }

    [Fact]
    public void ListenersAreCalledInTheBatch()
    {
        var listener = new RecordingListener();
        using var driver = new TopologyTestDriver(session =>
        {
            session.Queries.AddListener(listener);
            return DriverQueries.WordCount(session);
        });
        driver.Text("lines").PipeInput("a");
        driver.RunBatch();
        Assert.Equal(2, listener.Events.Count);
        driver.Dispose();
        Assert.Equal(3, listener.Events.Count);
    }

    [Fact]
    public void StartIsForPrograms()
    {
        var error = Assert.Throws<StreamingException>(() => new TopologyTestDriver(session =>
        {
            var writer = DriverQueries.WordCount(session);
            writer.Start();
            return writer;
        }));
        Assert.Equal("TEST_DRIVER_START", error.ErrorClass);
    }
}
