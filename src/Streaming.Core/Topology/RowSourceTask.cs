namespace Streaming;

/// <summary>A reader of columns and the stage that its batches go to.</summary>
internal sealed class RowSourceTask(int sourceIndex, IRowReader reader, StageContext context, ColumnLink next) : ISourceTask
{
    public int SourceIndex => sourceIndex;

    public long RecordCount { get; private set; }

    public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
    {
        RecordCount = 0;
        reader.BeginEpoch(epoch, splits);
    }

    public SourceReadStatus Step(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var status = reader.Read(timeout, out var batch, out var rows, cancellationToken);
        if (status != SourceReadStatus.Batch)
        {
            return status;
        }

        RecordCount += rows.Count;
        context.Origin = batch!.Origin;
        context.Row = -1;
        try
        {
            next.Process(batch, rows);
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw context.Failure(error);
        }

        return status;
    }

    public void Dispose() => reader.Dispose();
}
