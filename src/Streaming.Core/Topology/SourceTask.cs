namespace Streaming;

/// <summary>A reader and the stages that its batches go to.</summary>
internal sealed class SourceTask<T>(int sourceIndex, ISourceReader<T> reader) : ISourceTask
{
    private readonly List<Operator<RecordBatch<T>>> _stages = [];

    public int SourceIndex => sourceIndex;

    public long RecordCount { get; private set; }

    public void AddStage(Operator<RecordBatch<T>> stage) => _stages.Add(stage);

    public void BeginEpoch(long epoch, IReadOnlyList<SourceSplit> splits)
    {
        RecordCount = 0;
        reader.BeginEpoch(epoch, splits);
    }

    public SourceReadStatus Step(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var status = reader.Read(timeout, out var batch, cancellationToken);
        if (status == SourceReadStatus.Batch)
        {
            RecordCount += batch!.Count;
            foreach (var stage in _stages)
            {
                stage.Process(batch);
            }
        }

        return status;
    }

    public void Dispose() => reader.Dispose();
}
