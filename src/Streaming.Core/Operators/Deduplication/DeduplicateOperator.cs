namespace Streaming;

/// <summary>Passes on the typed rows that are the first with their key. Takes rows of this worker one by one, those of others in batches.</summary>
internal sealed class DeduplicateOperator<T>(StageContext context, int number, DeduplicateState state, Link<T> next, IReadOnlyList<IFlushable> ends) : Operator<KeyedBatch<TimedRecord<T>>>
{
    private static readonly BatchOrigin NoOrigin = new();

    /// <summary>Takes a row; <see cref="StageContext.Row"/> and <see cref="StageContext.Timestamp"/> are its own.</summary>
    public void Take(T value, ReadOnlySpan<byte> key, bool isNull, int partition)
    {
        if (state.IsFirst(key, isNull, partition, context.Timestamp))
        {
            next.Push(value);
        }
    }

    /// <summary>Hands on what has been collected.</summary>
    public void Flush()
    {
        foreach (var end in ends)
        {
            end.Flush();
        }
    }

    public override void Process(KeyedBatch<TimedRecord<T>> batch)
    {
        context.Origin = NoOrigin;
        context.Current = number;
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                ref readonly var row = ref batch.Value(i);
                context.Row = -1;
                context.Timestamp = row.Time;
                Take(row.Value, batch.Key(i), batch.IsNull(i), batch.Partition(i));
            }
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw context.Failure(error);
        }

        Flush();
    }

    public override void OnEpochEnd(long epoch) => state.EndEpoch();
}
