namespace Streaming.Acceptance.Tests;

/// <summary>A replayable query with state and without a broker: numbers counted by their last digit.</summary>
internal static class RateCount
{
    public const int RowsPerBatch = 30;

    public static DataStreamWriter<KeyCount<long>> To(StreamingSession session, string checkpoint, Action<IReadOnlyList<KeyCount<long>>, long> sink) =>
        Counts(session).WriteStream().OutputMode(OutputMode.Update).ForeachBatch(sink).Option("checkpointLocation", checkpoint);

    /// <summary>Runs up to a batch, and stops after it.</summary>
    public static async Task RunAsync(StreamingSession session, string checkpoint, int lastBatch)
    {
        var started = new TaskCompletionSource<StreamingQuery>(TaskCreationOptions.RunContinuationsAsynchronously);
        var query = To(session, checkpoint, (_, batch) =>
        {
            if (batch == lastBatch)
            {
                started.Task.GetAwaiter().GetResult().Stop();
            }
        }).Start();
        started.SetResult(query);
        await query.EndAsync();
        Assert.True(File.Exists(Path.Combine(checkpoint, "commits", $"{lastBatch}")));
    }

    /// <summary>The counts after one more batch.</summary>
    public static async Task<Dictionary<long, long>> StateAsync(StreamingSession session, string checkpoint)
    {
        var query = Counts(session).WriteStream().OutputMode(OutputMode.Complete).Memory("state").Option("checkpointLocation", checkpoint).Trigger(Trigger.Once()).Start();
        await query.EndAsync();
        return session.MemoryTables.Get<KeyCount<long>>("state").Rows.ToDictionary(row => row.Key, row => row.Count);
    }

    private static DataStream<KeyCount<long>> Counts(StreamingSession session) =>
        session.ReadStream().Format("rate-micro-batch").Option("rowsPerBatch", RowsPerBatch).Load<RateRow>().GroupBy(row => row.Value % 10).Count();
}
