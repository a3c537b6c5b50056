namespace Streaming;

/// <summary>Hands rows to a sink's writer.</summary>
internal sealed class SinkOperator<T>(StageContext context, ISinkWriter<T> writer, string description) : Operator<RecordBatch<T>>, ISinkTask
{
    /// <summary>Rows handed over in the epoch.</summary>
    public long RowCount { get; private set; }

    public void BeginEpoch(long epoch)
    {
        RowCount = 0;
        Guard(() => writer.BeginEpoch(epoch));
    }

    public override void Process(RecordBatch<T> batch)
    {
        try
        {
            writer.Write(batch, context.CancellationToken);
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Failure(error);
        }

        RowCount += batch.Count;
    }

    public void EndEpoch() => Guard(() => writer.EndEpoch(context.CancellationToken));

    public void Abort(Exception error) => writer.Abort(error);

    public void Dispose() => writer.Dispose();

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (IsForeign(error))
        {
            throw Failure(error);
        }
    }

    private bool IsForeign(Exception error) => error is not StreamingException
        && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested);

    private StreamingException Failure(Exception error) => new(
        "SINK_ERROR", $"The sink {description} failed: {error.GetType().Name}: {error.Message}. The epoch was not committed and runs again when the query is started on the same checkpoint.", error)
    { Operator = description };
}
