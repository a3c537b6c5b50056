namespace Streaming;

internal sealed class ForeachBatchSink<T>(Action<IReadOnlyList<T>, long, CancellationToken> function, CancellationToken interrupting) : BatchSink<T>
{
    public override string Description => "ForeachBatchSink";

    protected override long AddBatch(long batchId, IReadOnlyList<T> rows)
    {
        try
        {
            function(rows, batchId, interrupting);
        }
        catch (Exception error) when (!(error is OperationCanceledException && interrupting.IsCancellationRequested))
        {
            throw new StreamingException(
                "FOREACH_BATCH_USER_FUNCTION_ERROR",
                $"[FOREACH_BATCH_USER_FUNCTION_ERROR] An error occurred in the user provided function in foreach batch sink. Reason: {error.Message} SQLSTATE: 39000",
                error)
            { SqlState = "39000" };
        }

        return -1;
    }
}
