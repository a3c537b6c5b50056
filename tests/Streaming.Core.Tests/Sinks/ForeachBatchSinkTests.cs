namespace Streaming.Core.Tests;

public sealed class ForeachBatchSinkTests
{
    [Fact]
    public void EveryBatchIsHandedOverEmptyOnesToo()
    {
        var seen = new List<(long, int[])>();
        var kept = new List<IReadOnlyList<int>>();
        using var sink = Make<int>((rows, batchId) =>
        {
            seen.Add((batchId, [.. rows]));
            kept.Add(rows);
        });
        Assert.Equal(-1, SinkRun.Epoch(sink, 0, [1, 2]));
        SinkRun.Epoch(sink, 1, []);
        SinkRun.Epoch(sink, 1, [3]);
        Assert.Equal([0L, 1L, 1L], seen.Select(call => call.Item1));
        Assert.Equal([[1, 2], [], [3]], seen.Select(call => call.Item2));

        // Rows that were kept stay as they were.
        Assert.Equal([1, 2], kept[0]);
        Assert.Equal("ForeachBatchSink", sink.Description);
    }

    [Fact]
    public void RowsOfAllWorkersComeTogether()
    {
        IReadOnlyList<string>? seen = null;
        using var sink = Make<string>((rows, _) => seen = rows);
        var writers = new[] { sink.CreateWriter(0), sink.CreateWriter(1) };
        for (int i = 1; i >= 0; i--)
        {
            writers[i].BeginEpoch(0);
            writers[i].Write(SinkRun.Batch($"worker {i}"), CancellationToken.None);
            writers[i].EndEpoch(CancellationToken.None);
        }

        sink.Commit(0);
        Assert.Equal(["worker 0", "worker 1"], seen);
    }

    [Fact]
    public void AnErrorOfTheFunctionFails()
    {
        using var sink = Make<int>((_, _) => throw new InvalidOperationException("table is locked"));
        var error = Assert.Throws<StreamingException>(() => SinkRun.Epoch(sink, 0, [1]));
        Assert.Equal("FOREACH_BATCH_USER_FUNCTION_ERROR", error.ErrorClass);
        Assert.Equal("[FOREACH_BATCH_USER_FUNCTION_ERROR] An error occurred in the user provided function in foreach batch sink. Reason: table is locked SQLSTATE: 39000", error.Message);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public void AFunctionIsRequired() => Assert.Contains(
        "ForeachBatch((rows, batchId) => ...)",
        Assert.Throws<StreamingException>(() => new ForeachBatchSinkProvider().CreateSink<int>(SinkRun.Context([]))).Message,
        StringComparison.Ordinal);

    private static IStreamSink<T> Make<T>(Action<IReadOnlyList<T>, long> function) =>
        new ForeachBatchSinkProvider().CreateSink<T>(SinkRun.Context([], new ForeachBatchSettings<T>((rows, batchId, _) => function(rows, batchId))));
}
