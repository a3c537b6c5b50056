namespace Streaming;

/// <summary>All stateless operators between a source (or an exchange) and the next stateful operator or sink, run record by record in one loop.</summary>
internal sealed class FusedStage<T>(StageContext context, Link<T> first, IReadOnlyList<IFlushable> ends) : Operator<RecordBatch<T>>
{
    // Where nothing stands between, the batch itself is passed on.
    private readonly Operator<RecordBatch<T>>? _direct = (first as BatchAppender<T>)?.Next;

    public override void Process(RecordBatch<T> batch)
    {
        if (_direct is not null)
        {
            _direct.Process(batch);
            return;
        }

        context.Origin = batch.Origin;
        int count = batch.Count;
        var values = batch.Values;
        var timestamps = batch.Timestamps;
        var rows = batch.Rows;
        try
        {
            for (int i = 0; i < count; i++)
            {
                context.Timestamp = timestamps[i];
                context.Row = rows[i];
                first.Push(values[i]);
            }
        }
        catch (Exception error) when (error is not StreamingException && !IsCancellation(error))
        {
            throw context.Failure(error);
        }

        foreach (var end in ends)
        {
            end.Flush();
        }
    }

    private bool IsCancellation(Exception error) => error is OperationCanceledException && context.CancellationToken.IsCancellationRequested;
}
