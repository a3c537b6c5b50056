using System.Text;
using System.Text.Json;

namespace Streaming.Core.Tests;

public sealed class CheckpointLogTests
{
    private const string Root = "/checkpoint";
    private readonly InMemoryFileSystem _files = new();

    private CheckpointFolder Open() => CheckpointFolder.Open(_files, Root);

    private string Text(string name) => Encoding.UTF8.GetString(DurableFile.Read(_files, Path.Combine(Root, name)));

    private void Put(string name, string text) =>
        DurableFile.Write(_files, Path.Combine(Root, Path.GetDirectoryName(name)!), Path.GetFileName(name), Encoding.UTF8.GetBytes(text), overwrite: true);

    private void Drop(string name) => _files.Delete(Path.Combine(Root, name));

    /// <summary>Batches 0 to <paramref name="last"/>, committed.</summary>
    private void Run(int last)
    {
        using var folder = Open();
        for (int batch = 0; batch <= last; batch++)
        {
            Assert.True(folder.Offsets.Add(batch, CheckpointCases.Entry($"{batch}", watermark: batch * 10)));
            Assert.True(folder.Commits.Add(batch, new CommitEntry((batch + 1) * 10)));
        }
    }

    private StreamingException RecoveryFails()
    {
        using var folder = Open();
        return Assert.Throws<StreamingException>(() => folder.Recover());
    }

    [Fact]
    public void Files_are_Sparks_bytes()
    {
        using var folder = CheckpointFolder.Open(_files, Root, Guid.Parse("0d9a7e4b-6c1f-4f4e-9f8e-2f6d1c1b3a5e"));
        folder.Offsets.Add(0, CheckpointCases.Entry("0"));
        folder.Commits.Add(0, new CommitEntry(0));
        Assert.Equal(CheckpointCases.Offsets0, Text("offsets/0"));
        Assert.Equal("v1\n{\"nextBatchWatermarkMs\":0}", Text("commits/0"));
        Assert.Equal("{\"id\":\"0d9a7e4b-6c1f-4f4e-9f8e-2f6d1c1b3a5e\"}", Text("metadata"));
        Assert.Equal(["0"], _files.ListFiles(Path.Combine(Root, "offsets")));
        Assert.Equal(["0"], _files.ListFiles(Path.Combine(Root, "commits")));
        Assert.Equal(["metadata"], _files.ListFiles(Root));
    }

    [Fact]
    public void Recorded_files_are_read_and_written_back_as_they_were()
    {
        using var recorded = CheckpointCases.Recorded();
        Assert.SkipWhen(recorded is null, "The folder with the recordings of Spark is not there; set STREAMING_CASES.");
        int files = 0;
        foreach (var step in recorded.RootElement.GetProperty("cases").EnumerateArray().SelectMany(item => item.TryGetProperty("steps", out var steps) ? steps.EnumerateArray() : []))
        {
            var expect = step.GetProperty("expect");
            foreach (var (log, name) in new[] { ("offsetsText", "offsets"), ("commitsText", "commits") })
            {
                if (!expect.TryGetProperty(log, out var texts))
                {
                    continue;
                }

                foreach (var text in texts.EnumerateObject())
                {
                    var disk = new InMemoryFileSystem();
                    disk.CreateFolder("/a");
                    DurableFile.Write(disk, "/a", "7", Encoding.UTF8.GetBytes(text.Value.GetString()!), overwrite: false);
                    if (name == "offsets")
                    {
                        new OffsetLog(disk, "/b").Add(7, new OffsetLog(disk, "/a").Get(7)!);
                    }
                    else
                    {
                        new CommitLog(disk, "/b").Add(7, new CommitLog(disk, "/a").Get(7)!);
                    }

                    Assert.Equal(text.Value.GetString(), Encoding.UTF8.GetString(DurableFile.Read(disk, "/b/7")));
                    files++;
                }
            }
        }

        Assert.True(files > 10);
    }

    [Fact]
    public void Entries_come_back_with_holes_and_odd_characters()
    {
        using var folder = Open();
        var entry = new OffsetEntry
        {
            BatchWatermarkMs = -5,
            BatchTimestampMs = long.MaxValue,
            Conf = [new("b", "ü\"\\/<\u2028"), new("a", "")],
            Offsets = ["{\"größe\":{\"0\":1}}", null, "7"],
        };
        folder.Offsets.Add(3, entry);
        var back = folder.Offsets.Get(3)!;
        Assert.Equal(entry.Conf, back.Conf);
        Assert.Equal(entry.Offsets, back.Offsets);
        Assert.Equal((-5, long.MaxValue), (back.BatchWatermarkMs, back.BatchTimestampMs));
        Assert.Null(back.SourceNames);
        Assert.EndsWith("}\n{\"größe\":{\"0\":1}}\n-\n7", Text("offsets/3"));
        Assert.Null(folder.Offsets.Get(4));
        Assert.Throws<ArgumentException>(() => folder.Offsets.Add(4, CheckpointCases.Entry("{\n}")));
    }

    [Fact]
    public void Version_2_goes_by_name()
    {
        using var folder = Open();
        Put("offsets/0", "v2\n{\"batchWatermarkMs\":1,\"batchTimestampMs\":2,\"conf\":{}}\nclicks:{\"t\":{\"0\":5}}\nusers:-");
        var entry = folder.Offsets.Get(0)!;
        Assert.Equal(["clicks", "users"], entry.SourceNames!);
        Assert.Equal(["{\"t\":{\"0\":5}}", null], entry.Offsets);
        Assert.Equal([null, null, "{\"t\":{\"0\":5}}"], entry.OffsetsFor(["new", "users", "clicks"]));
        Assert.Contains("'clicks'", Assert.Throws<StreamingException>(() => entry.OffsetsFor(["users"])).Message);
        folder.Offsets.Add(1, entry);
        Assert.Equal(Text("offsets/0"), Text("offsets/1"));
    }

    [Fact]
    public void Another_number_of_sources_is_refused()
    {
        var error = Assert.Throws<StreamingException>(() => CheckpointCases.Entry("1").OffsetsFor(["a", "b"]));
        Assert.Equal("There are [1] sources in the checkpoint offsets and now there are [2] sources requested by the query. Cannot continue.", error.Message);
    }

    [Fact]
    public void An_id_is_written_once()
    {
        using var folder = Open();
        Assert.True(folder.Offsets.Add(0, CheckpointCases.Entry("0")));
        Assert.False(folder.Offsets.Add(0, CheckpointCases.Entry("0")));
        var error = Assert.Throws<StreamingException>(() => folder.Offsets.Add(0, CheckpointCases.Entry("1")));
        Assert.Equal("CONCURRENT_STREAM_LOG_UPDATE", error.ErrorClass);
        Assert.Equal(
            "[CONCURRENT_STREAM_LOG_UPDATE] Concurrent update to the log. Multiple streaming jobs detected for 0.\n"
            + "Please make sure only one streaming job runs on a specific checkpoint location at a time. SQLSTATE: 40000",
            error.Message);
        Assert.Equal(CheckpointCases.Offsets0, Text("offsets/0"));
    }

    [Fact]
    public void A_new_checkpoint_starts_at_0()
    {
        using var folder = Open();
        var plan = folder.Recover();
        Assert.Equal((0, -1, 0, 0), (plan.NextBatchId, plan.CommittedEpoch, plan.WatermarkMs, plan.PreviousWatermarkMs));
        Assert.Null(plan.Replay);
        Assert.Null(plan.Committed);
        Assert.Null(plan.Conf);
    }

    [Fact]
    public void After_a_commit_the_next_batch_follows()
    {
        Run(2);
        Guid id;
        using (var first = Open())
        {
            id = first.QueryId;
        }

        using var folder = Open();
        Assert.Equal(id, folder.QueryId);
        var plan = folder.Recover();
        Assert.Equal((3, 2, 30, 20), (plan.NextBatchId, plan.CommittedEpoch, plan.WatermarkMs, plan.PreviousWatermarkMs));
        Assert.Null(plan.Replay);
        Assert.Equal(["2"], plan.Committed!.Offsets);
    }

    [Fact]
    public void An_uncommitted_batch_runs_again()
    {
        Run(2);
        Drop("commits/2");
        using var folder = Open();
        var plan = folder.Recover();
        Assert.Equal((2, 1, 20, 10), (plan.NextBatchId, plan.CommittedEpoch, plan.WatermarkMs, plan.PreviousWatermarkMs));
        Assert.Equal(["2"], plan.Replay!.Offsets);
        Assert.Equal(["1"], plan.Committed!.Offsets);
    }

    [Fact]
    public void The_first_batch_runs_again()
    {
        Run(0);
        Drop("commits/0");
        using var folder = Open();
        var plan = folder.Recover();
        Assert.Equal((0, -1), (plan.NextBatchId, plan.CommittedEpoch));
        Assert.NotNull(plan.Replay);
        Assert.Null(plan.Committed);
    }

    [Fact]
    public void Offset_log_behind_the_commit_log_CKP10()
    {
        Run(1);
        Drop("offsets/1");
        var error = RecoveryFails();
        Assert.Equal("CONCURRENT_STREAM_LOG_UPDATE", error.ErrorClass);
        Assert.Equal(
            "[CONCURRENT_STREAM_LOG_UPDATE] Concurrent update to the log. Multiple streaming jobs detected for 0.\n"
            + "Please make sure only one streaming job runs on a specific checkpoint location at a time. SQLSTATE: 40000",
            error.Message);
        Assert.Contains(Path.Combine(Root, "offsets", "1"), error.InnerException!.Message);
        Drop("offsets/0");
        Assert.Equal("CONCURRENT_STREAM_LOG_UPDATE", RecoveryFails().ErrorClass);
    }

    [Fact]
    public void Gap_in_the_offset_log_CKP11()
    {
        Run(2);
        Drop("offsets/1");
        Assert.Equal("requirement failed: Previous batch 1 not found in offset log", RecoveryFails().Message);
        Drop("commits/2");
        var error = RecoveryFails();
        Assert.Equal("requirement failed: Previous batch 1 not found in offset log", error.Message);
        Assert.Contains(Path.Combine(Root, "offsets", "1"), error.InnerException!.Message);
        Drop("offsets/0");
        Assert.Equal("requirement failed: Previous batch 1 not found in offset log", RecoveryFails().Message);
    }

    [Fact]
    public void Gap_in_the_commit_log()
    {
        Run(3);
        Drop("commits/2");
        Assert.Contains(Path.Combine(Root, "commits", "2"), RecoveryFails().Message);
        Drop("commits/3");
        Assert.Contains(Path.Combine(Root, "commits", "2"), RecoveryFails().Message);
    }

    [Theory]
    [InlineData("v99999\n{}\n0", "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION", "[INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION] UnsupportedLogVersion. The maximum supported log version is v2, but encountered v99999. The log file was produced by a newer version of Spark and cannot be read by this version. You need to upgrade. SQLSTATE: KD002")]
    [InlineData("garbage", "MALFORMED_LOG_FILE", "[MALFORMED_LOG_FILE] Log file was malformed: failed to read correct log version from garbage. SQLSTATE: KD002")]
    [InlineData("v0\n{}", "MALFORMED_LOG_FILE", "[MALFORMED_LOG_FILE] Log file was malformed: failed to read correct log version from v0. SQLSTATE: KD002")]
    [InlineData("v1x\n{}", "MALFORMED_LOG_FILE", "[MALFORMED_LOG_FILE] Log file was malformed: failed to read correct log version from v1x. SQLSTATE: KD002")]
    [InlineData("", "MALFORMED_LOG_FILE", "Incomplete log file")]
    [InlineData("v1", "MALFORMED_LOG_FILE", "Incomplete log file")]
    [InlineData("v1\n{\"batchWatermarkMs\":0,\"batch", "MALFORMED_LOG_FILE", "[MALFORMED_LOG_FILE] Log file was malformed: failed to read the JSON of its metadata from {\"batchWatermarkMs\":0,\"batch. SQLSTATE: KD002")]
    [InlineData("v1\n[]\n0", "MALFORMED_LOG_FILE", "[MALFORMED_LOG_FILE] Log file was malformed: failed to read the JSON of its metadata from []. SQLSTATE: KD002")]
    [InlineData("v2\n{}\nnoname", "MALFORMED_LOG_FILE", "[MALFORMED_LOG_FILE] Log file was malformed: no name of a source in the line noname. SQLSTATE: KD002")]
    public void Damaged_offsets_CKP12_CKP13(string text, string errorClass, string message)
    {
        Run(0);
        Put("offsets/1", text);
        var error = RecoveryFails();
        Assert.Equal($"Failed to read log file {Path.Combine(Root, "offsets", "1")}. {message}", error.Message);
        Assert.Equal(errorClass, error.ErrorClass);
        Assert.Equal(message, error.InnerException!.Message);
    }

    [Theory]
    [InlineData("v2\n{}", "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION", "The maximum supported log version is v1, but encountered v2.")]
    [InlineData("", "MALFORMED_LOG_FILE", "Incomplete log file in the offset commit log")]
    [InlineData("v1\n", "MALFORMED_LOG_FILE", "Incomplete log file in the offset commit log")]
    [InlineData("v1\n{\"nextBatch", "MALFORMED_LOG_FILE", "failed to read the JSON")]
    [InlineData("v1\n{\"nextBatchWatermarkMs\":\"x\"}", "MALFORMED_LOG_FILE", "failed to read the JSON")]
    public void Damaged_commits(string text, string errorClass, string message)
    {
        Run(1);
        Put("commits/1", text);
        var error = RecoveryFails();
        Assert.StartsWith($"Failed to read log file {Path.Combine(Root, "commits", "1")}. ", error.Message);
        Assert.Contains(message, error.Message);
        Assert.Equal(errorClass, error.ErrorClass);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_an_error()
    {
        Run(0);
        DurableFile.Write(_files, Path.Combine(Root, "offsets"), "1", [0x76, 0x31, 0x0A, 0xFF, 0xFE], overwrite: false);
        Assert.Contains("not UTF-8", RecoveryFails().Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"id\":\"x\"}")]
    [InlineData("{\"id\":\"0d9a7e4b")]
    public void Damaged_metadata(string text)
    {
        Run(0);
        Put("metadata", text);
        Assert.Contains(Path.Combine(Root, "metadata"), Assert.Throws<StreamingException>(Open).Message);
        Put("metadata", "{\"id\":\"0d9a7e4b-6c1f-4f4e-9f8e-2f6d1c1b3a5e\"}");
        Open().Dispose(); // the failed start gave the lock back
    }

    [Fact]
    public void Missing_metadata_is_not_made_up()
    {
        Run(0);
        Drop("metadata");
        Assert.Equal("STREAMING_CHECKPOINT_MISSING_METADATA_FILE", Assert.Throws<StreamingException>(Open).ErrorClass);
    }

    [Fact]
    public void Leftovers_are_ignored_and_removed()
    {
        Run(0);
        Put("offsets/.1.tmp", "v1\n{");
        Put("offsets/.0.crc", "x");
        Put("offsets/01", "x");
        Put("offsets/1.old", "x");
        Put("commits/.0.tmp", "");
        using var folder = Open();
        Assert.Equal(1, folder.Recover().NextBatchId);
        Assert.Equal([".0.crc", "0", "01", "1.old"], _files.ListFiles(Path.Combine(Root, "offsets")).Order(StringComparer.Ordinal));
        Assert.Equal(["0"], _files.ListFiles(Path.Combine(Root, "commits")));
    }

    [Fact]
    public void Retention_CKP18()
    {
        using var folder = Open();
        string[] kept = ["0", "0 1", "0 1 2", "1 2 3", "2 3 4"];
        for (int batch = 0; batch < kept.Length; batch++)
        {
            folder.Offsets.Add(batch, CheckpointCases.Entry($"{batch}"));
            folder.Commits.Add(batch, new CommitEntry(0));
            Assert.Equal(Math.Max(0, batch - 2), folder.Purge(batch, minBatchesToRetain: 2));
            Assert.Equal(kept[batch], string.Join(' ', folder.Offsets.Ids));
            Assert.Equal(kept[batch], string.Join(' ', _files.ListFiles(Path.Combine(Root, "offsets")).Order()));
            Assert.Equal(kept[batch], string.Join(' ', _files.ListFiles(Path.Combine(Root, "commits")).Order()));
        }

        folder.Dispose();
        Run0Recovers(5);

        void Run0Recovers(long next)
        {
            using var again = Open();
            Assert.Equal(next, again.Recover().NextBatchId);
        }
    }

    [Fact]
    public void Settings_of_the_first_run_stay()
    {
        var session = new CheckpointConf { ShufflePartitions = 7, WatermarkPolicy = "max", StateProvider = CheckpointConf.RocksDbProvider };
        Assert.Equal(17, session.ToEntries().Count);
        var fixedByCheckpoint = CheckpointConf.Resolve(CheckpointCases.Entry("0").Conf, session);
        Assert.Equal((2, "min", CheckpointConf.MemoryProvider), (fixedByCheckpoint.ShufflePartitions, fixedByCheckpoint.WatermarkPolicy, fixedByCheckpoint.StateProvider));
        var old = CheckpointConf.Resolve([], session);
        Assert.Equal((7, "max", CheckpointConf.RocksDbProvider), (old.ShufflePartitions, old.WatermarkPolicy, old.StateProvider));
        Assert.Contains("spark.sql.shuffle.partitions", Assert.Throws<StreamingException>(() => CheckpointConf.Resolve([new("spark.sql.shuffle.partitions", "0")], session)).Message);
        Assert.Contains("min or max", Assert.Throws<StreamingException>(() => CheckpointConf.Resolve([new("spark.sql.streaming.multipleWatermarkPolicy", "avg")], session)).Message);
    }
}
