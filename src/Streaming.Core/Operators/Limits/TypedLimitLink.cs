namespace Streaming;

/// <summary>Brings typed rows to the worker that counts them, no more from each than the limit can take.</summary>
internal sealed class TypedLimitLink<T>(StageContext context, long limit, TypedLimitOperator<T> owner, KeyedExchangeSender<TimedRecord<T>>? others, bool isOwner) : Link<T>, IOperator
{
    private long _sent;

    public override void Push(T value)
    {
        if (isOwner)
        {
            owner.Take(value);
        }
        else if (_sent < limit)
        {
            _sent++;
            others!.Add(default, isNull: false, partition: 0, new TimedRecord<T>(Detachable.Detach(value), context.Timestamp));
        }
    }

    public void OnEpochEnd(long epoch)
    {
        _sent = 0;
        others?.EndEpoch();
    }
}
