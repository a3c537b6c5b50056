namespace Streaming.Acceptance.Tests;

public sealed class CheckpointFaultTests
{
    private const string Holder = "checkpoint-holder";

    [ChildScenario(Holder)]
    internal static async Task Hold(string[] args)
    {
        await using var session = QueryExtensions.NewSession();
        var query = RateCount.To(session, args[0], (_, batch) => Console.WriteLine($"batch {batch}")).Trigger(Trigger.ProcessingTime(TimeSpan.FromMilliseconds(100))).Start();
        await query.AwaitTerminationAsync();
    }

    [Fact]
    public async Task Two_queries_of_a_process_do_not_share_a_checkpoint()
    {
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        var first = RateCount.To(session, folder.Path, (_, _) => { }).Start();
        CheckRefused(session, folder.Path);

        // The first is not disturbed, and after its end the checkpoint is free.
        await Eventually.True(() => first.LastProgress?.BatchId >= 2 || !first.IsActive, "batches of the first query");
        await first.StopAsync();
        Assert.Null(first.Exception);
        var second = RateCount.To(session, folder.Path, (_, _) => { }).Start();
        Assert.Equal(first.Id, second.Id);
        await second.StopAsync();
        Assert.Null(second.Exception);
    }

    [Fact]
    public async Task Two_processes_do_not_share_a_checkpoint()
    {
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        await using (var child = ChildProcess.StartScenario(Holder, folder.Path))
        {
            await child.WaitForLine("batch 0");
            CheckRefused(session, folder.Path);
            int lines = child.Lines.Count;
            await Eventually.True(() => child.Lines.Count > lines, "a batch of the first process after that");
            await child.Kill();
        }

        // Nothing stays locked when the holder is killed.
        int next = Directory.GetFiles(folder.Combine("offsets")).Max(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)) + 1;
        await RateCount.RunAsync(session, folder.Path, next + 1);
    }

    [Theory]
    [InlineData("offsets/2", "v1\n{\"batchWater", "MALFORMED_LOG_FILE", "Failed to read log file {path}. ")]
    [InlineData("offsets/2", "", "MALFORMED_LOG_FILE", "Failed to read log file {path}. Incomplete log file")]
    [InlineData("offsets/2", "junk", "MALFORMED_LOG_FILE", "Failed to read log file {path}. [MALFORMED_LOG_FILE] Log file was malformed: failed to read correct log version from junk.")]
    [InlineData("offsets/2", "v99\n{}\n-", "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION", "Failed to read log file {path}. [INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION] UnsupportedLogVersion. The maximum supported log version is v2, but encountered v99.")]
    [InlineData("commits/2", "v7\n{\"nextBatchWatermarkMs\":0}", "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION", "Failed to read log file {path}. ")]
    [InlineData("commits/2", "v1\nnot json", "MALFORMED_LOG_FILE", "Failed to read log file {path}. ")]
    [InlineData("offsets/1", null, "CHECKPOINT_LOG_GAP", "requirement failed: Previous batch 1 not found in offset log")]
    [InlineData("offsets/2", null, "CONCURRENT_STREAM_LOG_UPDATE", "Concurrent update to the log. Multiple streaming jobs detected for 1.")]
    [InlineData("commits/1", null, "CHECKPOINT_LOG_GAP", "Batch 1 not found in commit log: the file {path} is missing although later batches are logged. Restore it from a backup, or start with a new checkpointLocation.")]
    [InlineData("state/deltas/1", null, "CANNOT_LOAD_STATE_STORE", "Error reading delta file {path}: {path} does not exist.")]
    [InlineData("state/deltas/1", "junk", "CANNOT_LOAD_STATE_STORE", "The delta file {path} is damaged: ")]
    public async Task Damaged_or_missing_file_is_named(string file, string? content, string errorClass, string text)
    {
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession(("spark.sql.streaming.stateStore.providerClass", "memory"));
        await RateCount.RunAsync(session, folder.Path, lastBatch: 2);
        string path = folder.Combine(file.Split('/'));
        if (content is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, content);
        }

        bool hasRun = false;
        var query = RateCount.To(session, folder.Path, (_, _) => hasRun = true).Start();
        var error = await query.FailureAsync();
        Assert.False(hasRun, "A batch ran.");
        Assert.Equal(errorClass, ((StreamingException)error.Cause).ErrorClass);
        Assert.StartsWith($"[STREAM_FAILED] Query [id = {query.Id}, runId = {query.RunId}] terminated with exception: ", error.Message);
        Assert.Contains(text.Replace("{path}", path, StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("{\"id\":", "MALFORMED_LOG_FILE", "metadata file")]
    [InlineData(null, "STREAMING_CHECKPOINT_MISSING_METADATA_FILE", "the metadata file is missing but offset and/or commit logs contain data. Please restore the metadata file")]
    public async Task Damaged_or_missing_metadata_fails_the_start(string? content, string errorClass, string text)
    {
        using var folder = new TempFolder();
        await using var session = QueryExtensions.NewSession();
        await RateCount.RunAsync(session, folder.Path, lastBatch: 0);
        if (content is null)
        {
            File.Delete(folder.Combine("metadata"));
        }
        else
        {
            File.WriteAllText(folder.Combine("metadata"), content);
        }

        var error = Assert.Throws<StreamingException>(() => RateCount.To(session, folder.Path, (_, _) => { }).Start());
        Assert.Equal(errorClass, error.ErrorClass);
        Assert.Contains(text, error.Message);
        Assert.Contains(folder.Path, error.Message);
        Assert.Empty(session.Queries.Active);
    }

    private static void CheckRefused(StreamingSession session, string checkpoint)
    {
        int active = session.Queries.Active.Count;
        var error = Assert.Throws<StreamingException>(() => RateCount.To(session, checkpoint, (_, _) => { }).Start());
        Assert.Equal("CONCURRENT_QUERY", error.ErrorClass);
        Assert.Contains($"Another query, of this process or of another one, is running on the checkpoint location {checkpoint}. Stop it first, or give this query a checkpointLocation of its own.", error.Message);
        Assert.Equal(active, session.Queries.Active.Count);
    }
}
