using System.Text.Json;
using Streaming.Testing;

namespace Streaming.Core.Tests.Files;

public sealed class FileSinkTests : IDisposable
{
    private readonly FileDrop _drop = new();
    private long[] _inputRows = [];

    public static TheoryData<string> Recorded => new(FileRecordings.Of("sinks").Select(recorded => recorded.GetProperty("id").GetString()!).Except(["S5", "S19"]));

    public void Dispose() => _drop.Dispose();

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task WritesAsSparkDoes(string id)
    {
        var recorded = FileRecordings.Case("sinks", id);
        var schema = SqlSchema(recorded.GetProperty("schema").GetString()!);
        var types = RecordedValues.Schema(recorded.GetProperty("schema").GetString()!);
        var source = new ListSource<Row>();
        source.Add([.. recorded.GetProperty("rows").EnumerateArray().Select(row => new Row(schema, Fit(RecordedValues.Row(row, types), schema)))]);
        await using var session = WordCountTests.NewSession(1);
        var writer = session.ReadStream().From(source).ToDataFrame(schema).WriteStream()
            .Format(recorded.GetProperty("format").GetString()!).Options(FileRecordings.Options(recorded)).Option("checkpointLocation", _drop.Checkpoint)
            .PartitionBy([.. recorded.GetProperty("partitionBy").EnumerateArray().Select(name => name.GetString()!)]);
        if (recorded.TryGetProperty("error", out var text))
        {
            Assert.Equal(text.GetString(), Assert.Throws<StreamingException>(() => writer.Start(_drop.Output)).Message);
            return;
        }

        var query = writer.Start(_drop.Output);
        query.ProcessAllAvailable();
        Assert.Equal(-1, query.LastProgress!.Sink.NumOutputRows);
        var files = Directory.GetFiles(_drop.Output, "part-*", SearchOption.AllDirectories);
        Assert.Equal(
            recorded.GetProperty("folders").EnumerateArray().Select(folder => folder.GetString()!).Order(StringComparer.Ordinal),
            files.Select(file => Path.GetRelativePath(_drop.Output, Path.GetDirectoryName(file)!).Replace('\\', '/').TrimStart('.')).Order(StringComparer.Ordinal));
        if (id is not ("S3" or "S4" or "S12"))
        {
            Assert.Equal(
                recorded.GetProperty("text").EnumerateArray().Select(line => line.GetString()!).Order(StringComparer.Ordinal),
                files.SelectMany(file => File.ReadAllText(file)[..^1].Split('\n')).Order(StringComparer.Ordinal));
        }

        // What Spark read back with the schema and nothing else.
        if (recorded.GetProperty("read").ValueKind == JsonValueKind.Array && id != "S21")
        {
            var read = session.Read().Format(recorded.GetProperty("format").GetString()!).Schema(schema).Load(_drop.Output);
            Assert.Equal(FileRecordings.Rows(recorded.GetProperty("read")), FileRecordings.Rows(read.Collect()));
        }
    }

    [Fact]
    public void EachBatchIsListedOnceAndReadersSeeWhatIsListed()
    {
        var source = new ListSource<int>();
        Run(source, [1, 2]);
        Run(source, [3]);
        Assert.Equal(["0", "1"], SinkLogFiles());
        string line = File.ReadAllLines(Path.Combine(_drop.Output, "_spark_metadata", "0"))[1];
        string file = Assert.Single(Directory.GetFiles(_drop.Output, "part-00000-*-c000.json"), path => File.ReadAllLines(path).Length == 2);
        Assert.Matches($$"""^{"path":"file://{{System.Text.RegularExpressions.Regex.Escape(file)}}","size":24,"isDir":false,"modificationTime":\d+,"blockReplication":1,"blockSize":33554432,"action":"add"}$""", line);
        File.WriteAllText(Path.Combine(_drop.Output, "part-stray.json"), "{\"value\":99}\n");
        Assert.Equal([1, 2, 3], ReadBack());
    }

    [Fact]
    public void ARerunOfACommittedBatchWritesNothing()
    {
        var source = new ListSource<int>();
        Run(source, [1, 2]);
        File.Delete(Path.Combine(_drop.Checkpoint, "commits", "0"));
        Run(source, [3]);
        Assert.Equal([1, 2, 3], ReadBack());
        Assert.Equal(2, Directory.GetFiles(_drop.Output).Length);
        Assert.Equal(0, _inputRows[0]);
    }

    [Fact]
    public void TheLogIsCompactedEveryTenBatchesAndFollowedByStreams()
    {
        var source = new ListSource<int>();
        for (int i = 0; i < 12; i++)
        {
            Run(source, [i]);
        }

        Assert.Equal(["0", "1", "10", "11", "2", "3", "4", "5", "6", "7", "8", "9.compact"], SinkLogFiles());
        Assert.Equal(Enumerable.Range(0, 12), ReadBack());
        using var follower = new FileQuery(new FileDrop(), session => session.ReadStream().Schema("value INT").Json(_drop.Output));
        follower.Start().Process();
        Assert.Equal(12, follower.Rows.Count);
        Run(source, [12]);
        follower.Process();
        Assert.Equal("[12]", follower.Rows[^1]);
    }

    [Fact]
    public void AnEmptyBatchLeavesAnEmptyFileOfTheFirstWorker()
    {
        var source = new ListSource<int>();
        Run(source, [1], frame => frame.Filter("value > 1"), workers: 3);
        Assert.Equal(0, new FileInfo(Assert.Single(Directory.GetFiles(_drop.Output))).Length);
        Assert.Empty(ReadBack());
    }

    [Fact]
    public void ManyFoldersAreWrittenWithFewOpenFiles()
    {
        var source = new ListSource<int>();
        Run(source, [.. Enumerable.Range(0, 500)], frame => frame.SelectExpr("value", "value % 250 AS k"), "k");
        using var session = WordCountTests.NewSession(1).ToDisposable();
        var read = session.Value.Read().Schema("value INT, k INT").Json(_drop.Output);
        Assert.Equal(500, read.Filter("value % 250 = k").Count());
        Assert.Equal(250, Directory.GetDirectories(_drop.Output, "k=*").Length);
    }

    [Fact]
    public void TypedRecordsHaveAColumnPerProperty()
    {
        using var session = WordCountTests.NewSession(1).ToDisposable();
        var source = new ListSource<(string Name, int Count)>();
        source.Add(("a", 1), ("b", 2));
        var query = session.Value.ReadStream().From(source).WriteStream().Format("csv").Option("checkpointLocation", _drop.Checkpoint).Start(_drop.Output);
        query.ProcessAllAvailable();
        Assert.Equal("a,1\nb,2\n", File.ReadAllText(Assert.Single(Directory.GetFiles(_drop.Output))));
    }

    [Fact]
    public void WhatFilesCannotTakeIsRefused()
    {
        using var session = WordCountTests.NewSession(1).ToDisposable();
        var frame = session.Value.ReadStream().From(new ListSource<int>()).ToDataFrame();
        DataStreamWriter<Row> Writer(DataFrame? other = null) => (other ?? frame).WriteStream().Format("json").Option("checkpointLocation", _drop.Checkpoint);
        Assert.Equal(
            "[STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE] Invalid streaming output mode: update. This output mode is not supported in Data Source json. SQLSTATE: 42KDE",
            Assert.Throws<StreamingException>(() => Writer().OutputMode(OutputMode.Update).Start(_drop.Output)).Message);
        Assert.Contains("'path' is not specified", Assert.Throws<StreamingException>(() => Writer().Start()).Message);
        Assert.StartsWith("checkpointLocation must be specified", Assert.Throws<StreamingException>(() => frame.WriteStream().Format("json").Start(_drop.Output)).Message);
        Assert.Contains("Partition column `nosuch` not found", Assert.Throws<StreamingException>(() => Writer().PartitionBy("nosuch").Start(_drop.Output)).Message);
        Assert.Contains("Cannot use all columns", Assert.Throws<StreamingException>(() => Writer().PartitionBy("value").Start(_drop.Output)).Message);
        Assert.Contains("codec nope is not available", Assert.Throws<StreamingException>(() => Writer().Option("compression", "nope").Start(_drop.Output)).Message);
        Assert.Contains("'nosuch' is not known", Assert.Throws<StreamingException>(() => Writer().Option("nosuch", "1").Start(_drop.Output)).Message);
        Assert.Equal("'memory' does not support partitioning. Leave PartitionBy(...) out.", Assert.Throws<StreamingException>(() => frame.WriteStream().Memory("m").PartitionBy("value").Start()).Message);
    }

    private static StructType SqlSchema(string text) => SqlParser.ParseSchema(text);

    private static object?[] Fit(object?[] values, StructType schema) =>
        [.. values.Select((value, i) => schema.Fields[i].Type == DataTypes.Float && value is double number ? (float)number : value)];

    private void Run(ListSource<int> source, int[] rows, Func<DataFrame, DataFrame>? change = null, string? partition = null, int workers = 1)
    {
        source.Add(rows);
        using var session = WordCountTests.NewSession(workers).ToDisposable();
        var frame = session.Value.ReadStream().From(source).ToDataFrame();
        var writer = (change?.Invoke(frame) ?? frame).WriteStream().Format("json").Option("checkpointLocation", _drop.Checkpoint);
        var query = (partition is null ? writer : writer.PartitionBy(partition)).Start(_drop.Output);
        query.ProcessAllAvailable();
        _inputRows = [.. query.RecentProgress.Select(progress => progress.NumInputRows)];
    }

    private IEnumerable<int> ReadBack()
    {
        using var session = WordCountTests.NewSession(1).ToDisposable();
        return [.. session.Value.Read().Schema("value INT").Json(_drop.Output).Collect().Select(row => row.Get<int>(0)).Order()];
    }

    private IEnumerable<string?> SinkLogFiles() => Directory.GetFiles(Path.Combine(_drop.Output, "_spark_metadata")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
