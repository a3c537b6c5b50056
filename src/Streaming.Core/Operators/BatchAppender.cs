namespace Streaming;

/// <summary>End of a fused stage: collects the records into batches for the next operator.</summary>
internal sealed class BatchAppender<T>(StageContext context, Operator<RecordBatch<T>> next, int capacity) : Link<T>, IFlushable
{
    private readonly RecordBatch<T> _batch = new(capacity);

    /// <summary>The operator behind; a stage without any step in front hands its batches on unchanged.</summary>
    public Operator<RecordBatch<T>> Next => next;

    public override void Push(T value)
    {
        var batch = _batch;
        batch.Add(value, context.Timestamp, context.Row);
        if (batch.IsFull)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        _batch.Origin = context.Origin;
        try
        {
            next.Process(_batch);
        }
        finally
        {
            _batch.Count = 0;
        }
    }
}
