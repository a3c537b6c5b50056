namespace Streaming;

/// <summary>Passes on the first typed rows: those of its own worker one by one, those of others in batches.</summary>
internal sealed class TypedLimitOperator<T>(StageContext context, int number, LimitState state, Link<T> next, IReadOnlyList<IFlushable> ends) : Operator<KeyedBatch<TimedRecord<T>>>
{
    private static readonly BatchOrigin NoOrigin = new();

    public void Take(T value)
    {
        if (state.Take(1) > 0)
        {
            next.Push(value);
        }
    }

    public override void Process(KeyedBatch<TimedRecord<T>> batch)
    {
        context.Origin = NoOrigin;
        context.Row = -1;
        context.Current = number;
        try
        {
            for (int i = 0; i < batch.Count; i++)
            {
                ref readonly var row = ref batch.Value(i);
                context.Timestamp = row.Time;
                Take(row.Value);
            }
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            throw context.Failure(error);
        }

        foreach (var end in ends)
        {
            end.Flush();
        }
    }

    public override void OnEpochEnd(long epoch) => state.EndEpoch();
}
