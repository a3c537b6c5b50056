namespace Streaming.Core.Tests;

public sealed class MemorySinkTests
{
    [Theory]
    [InlineData("SNK-07", OutputMode.Complete)]
    [InlineData("SNK-08", OutputMode.Update)]
    public void TablesAreTheRecordedOnes(string id, OutputMode mode)
    {
        // The rows that the recorded query hands to its sink: counts by key.
        (int, long)[][] emitted = [[(1, 1)], [(1, 2), (2, 1)]];
        var tables = new MemoryTables();
        using var sink = Make<(int, long)>(tables, mode, "t1");
        var steps = RecordedCases.Case("source_sink", id).GetProperty("steps").EnumerateArray().ToList();
        for (int batch = 0; batch < steps.Count; batch++)
        {
            var expect = steps[batch].GetProperty("expect");
            Assert.Equal(expect.GetProperty("batches")[0].GetProperty("sinkNumOutputRows").GetInt64(), SinkRun.Epoch(sink, batch, emitted[batch]));
            Assert.Equal(
                expect.GetProperty("table").EnumerateArray().Select(row => (row[0].GetInt32(), row[1].GetInt64())).Order(),
                tables.Get<(int, long)>("T1").Rows.Order());
        }
    }

    [Theory]
    [InlineData(OutputMode.Append)]
    [InlineData(OutputMode.Update)]
    [InlineData(OutputMode.Complete)]
    public void ARepeatedBatchIsIgnored(OutputMode mode)
    {
        var tables = new MemoryTables();
        using var sink = Make<int>(tables, mode, "t");
        SinkRun.Epoch(sink, 0, [1]);
        SinkRun.Epoch(sink, 0, [7, 8]);
        var table = tables.Get<int>("t");
        Assert.Equal([1], table.Rows);
        SinkRun.Epoch(sink, 1, [2, 3]);
        SinkRun.Epoch(sink, 0, [9]);
        Assert.Equal(mode == OutputMode.Complete ? [2, 3] : [1, 2, 3], table.Rows);
        Assert.Equal([2, 3], table.LatestRows);
        Assert.Equal(1, table.LatestBatchId);
        Assert.Equal([2, 3], table.RowsOf(1));
        Assert.Equal(mode == OutputMode.Complete ? null : new[] { 1 }, table.RowsOf(0));
        table.Clear();
        SinkRun.Epoch(sink, 1, [2, 3]);
        Assert.Empty(table.Rows);
    }

    [Fact]
    public void AQueryNameIsRequired() => Assert.Equal(
        RecordedCases.Error("source_sink", "SNK-09"),
        Assert.Throws<StreamingException>(() => Make<int>(new MemoryTables(), OutputMode.Append, null)).Message);

    [Fact]
    public void OnlyCompleteModeGoesOnFromACheckpoint()
    {
        var context = SinkRun.Context([], queryName: "t", isRestart: true, checkpointFolder: "<checkpoint>");
        Assert.Equal(RecordedCases.Error("source_sink", "SNK-10"), Assert.Throws<StreamingException>(() => new MemorySinkProvider().CreateSink<int>(context)).Message);
        var tables = new MemoryTables();
        using var sink = new MemorySinkProvider().CreateSink<int>(SinkRun.Context([], mode: OutputMode.Complete, queryName: "t", isRestart: true, tables: tables));
        SinkRun.Epoch(sink, 7, [1, 2]);
        Assert.Equal([1, 2], tables.Get<int>("t").Rows);
    }

    [Fact]
    public void AMissingTableAndAWrongTypeAreNamed()
    {
        var tables = new MemoryTables();
        using var sink = Make<int>(tables, OutputMode.Append, "words");
        Assert.Contains("Known tables: words", Assert.Throws<StreamingException>(() => tables.Get<int>("word")).Message, StringComparison.Ordinal);
        Assert.Contains("of type Int32, not String", Assert.Throws<StreamingException>(() => tables.Get<string>("words")).Message, StringComparison.Ordinal);
        Assert.True(tables.Drop("words"));
        Assert.Empty(tables.Names);
    }

    [Fact]
    public void RowsAreDetached()
    {
        var tables = new MemoryTables();
        using var sink = Make<Utf8Slice>(tables, OutputMode.Append, "t");
        var buffer = new BatchBuffer(16);
        int start = buffer.Append("abc"u8);
        SinkRun.Epoch(sink, 0, [new Utf8Slice(buffer, start, 3)]);
        buffer.Clear();
        Assert.Equal("abc", tables.Get<Utf8Slice>("t").Rows[0].ToString());
    }

    private static IStreamSink<T> Make<T>(MemoryTables tables, OutputMode mode, string? name) =>
        new MemorySinkProvider().CreateSink<T>(SinkRun.Context([], mode: mode, queryName: name, tables: tables));
}
