namespace Streaming;

/// <summary>Joins two typed streams on the worker that owns the keys.</summary>
internal sealed class KeyedJoinOperator<TLeft, TRight, TKey, TOut> : IOperator
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly Func<Partner<TLeft>, Partner<TRight>, TOut> _result;
    private readonly Link<TOut> _next;
    private readonly IReadOnlyList<IFlushable> _ends;
    private readonly KeyedJoinSide<TLeft, TRight> _left;
    private readonly KeyedJoinSide<TRight, TLeft> _right;

    public KeyedJoinOperator(
        StageContext context, int number, KeyedJoinPlan plan, OperatorState state, ISerde<TLeft> leftSerde, ISerde<TRight> rightSerde,
        Func<Partner<TLeft>, Partner<TRight>, TOut> result, Link<TOut> next, IReadOnlyList<IFlushable> ends)
    {
        _context = context;
        _number = number;
        _result = result;
        _next = next;
        _ends = ends;
        state.StoresPerPartition = JoinSideState.SparksStores;
        var left = Rows<TLeft>(state, 0, $"{plan.Type} join, left", plan.Times.FinishedUpTo(isLeft: true, 0) is not null);
        var right = Rows<TRight>(state, 1, $"{plan.Type} join, right", plan.Times.FinishedUpTo(isLeft: false, 0) is not null);
        _left = new KeyedJoinSide<TLeft, TRight>(
            state, plan, isLeft: true, (left, right), (leftSerde, rightSerde), (l, r, time) => Emit(new Partner<TLeft>(l), new Partner<TRight>(r), time), (l, time) => Emit(new Partner<TLeft>(l), default, time));
        _right = new KeyedJoinSide<TRight, TLeft>(
            state, plan, isLeft: false, (right, left), (rightSerde, leftSerde), (r, l, time) => Emit(new Partner<TLeft>(l), new Partner<TRight>(r), time), (r, time) => Emit(default, new Partner<TRight>(r), time))
        {
            EmitOther = (l, time) => Emit(new Partner<TLeft>(l), default, time),
        };
        Left = new FromExchange<TLeft, TRight>(this, _left);
        Right = new FromExchange<TRight, TLeft>(this, _right);
    }

    /// <summary>Takes records of the left side from the exchange.</summary>
    public Operator<KeyedBatch<TimedRecord<TLeft>>> Left { get; }

    /// <summary>Takes records of the right side from the exchange.</summary>
    public Operator<KeyedBatch<TimedRecord<TRight>>> Right { get; }

    /// <summary>Takes records of the left side where there is one worker.</summary>
    public Operator<RecordBatch<TLeft>> DirectLeft(KeyEncoder<TLeft, TKey> encoder, StatePartitioner partitioner) => new Direct<TLeft, TRight>(this, _left, encoder, partitioner);

    /// <summary>Takes records of the right side where there is one worker.</summary>
    public Operator<RecordBatch<TRight>> DirectRight(KeyEncoder<TRight, TKey> encoder, StatePartitioner partitioner) => new Direct<TRight, TLeft>(this, _right, encoder, partitioner);

    public void OnEpochEnd(long epoch) => Guard(NoOrigin, () =>
    {
        _left.Expire();
        _right.Expire();
    });

    private static JoinSideState Rows<T>(OperatorState state, byte store, string name, bool isTimed) =>
        new(state, store, name, TypeNames.Of(typeof(TKey)), TypeNames.Of(typeof(T)), isTimed);

    private void Emit(Partner<TLeft> left, Partner<TRight> right, long time)
    {
        _context.Current = _number;
        _context.Timestamp = time;
        _next.Push(_result(left, right));
    }

    private void Guard(BatchOrigin origin, Action action)
    {
        _context.Origin = origin;
        _context.Row = -1;
        _context.Current = _number;
        try
        {
            action();
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested))
        {
            throw _context.Failure(error);
        }

        foreach (var end in _ends)
        {
            end.Flush();
        }
    }

    private sealed class FromExchange<TOwn, TOther>(KeyedJoinOperator<TLeft, TRight, TKey, TOut> owner, KeyedJoinSide<TOwn, TOther> side) : Operator<KeyedBatch<TimedRecord<TOwn>>>
    {
        public override void Process(KeyedBatch<TimedRecord<TOwn>> batch) => owner.Guard(NoOrigin, () =>
        {
            for (int i = 0; i < batch.Count; i++)
            {
                ref readonly var value = ref batch.Value(i);
                side.Process(value.Value, value.Time, batch.Key(i), batch.IsNull(i), batch.Partition(i));
            }
        });
    }

    private sealed class Direct<TOwn, TOther>(
        KeyedJoinOperator<TLeft, TRight, TKey, TOut> owner, KeyedJoinSide<TOwn, TOther> side, KeyEncoder<TOwn, TKey> encoder, StatePartitioner partitioner) : Operator<RecordBatch<TOwn>>
    {
        public override void Process(RecordBatch<TOwn> batch) => owner.Guard(batch.Origin, () =>
        {
            for (int i = 0; i < batch.Count; i++)
            {
                owner._context.Row = batch.Rows[i];
                var key = encoder.Encode(batch.Values[i], out bool isNull);
                side.Process(batch.Values[i], batch.Timestamps[i], key, isNull, partitioner.PartitionOf(key, isNull));
            }
        });
    }
}
