namespace Streaming;

/// <summary>The owner's side of an aggregation over columns: merges what comes from other workers, emits rows at the end of the epoch.</summary>
internal sealed class ColumnAggregateOperator : Operator<KeyedBatch<GroupSlot>>
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly AggregateState<int, GroupSlot, int, ColumnAggregator> _state;
    private readonly AggregateHolder _holder;
    private readonly RowKeyCodec _codec;
    private readonly OutputMode _mode;
    private readonly bool _ownsGlobalGroup;
    private readonly bool _isTimed;
    private readonly ColumnLink _next;
    private readonly RowBatch _output;
    private readonly int _capacity;

    public ColumnAggregateOperator(
        StageContext context, int number, AggregateState<int, GroupSlot, int, ColumnAggregator> state, AggregateHolder holder, RowKeyCodec codec,
        StructType schema, OutputMode mode, bool ownsGlobalGroup, bool isTimed, int capacity, ColumnLink next)
    {
        _context = context;
        _number = number;
        _state = state;
        _holder = holder;
        _codec = codec;
        _mode = mode;
        _ownsGlobalGroup = ownsGlobalGroup;
        _isTimed = isTimed;
        _next = next;
        _capacity = capacity;
        _output = RowBatch.Create(schema, capacity);
        Array.Fill(_output.Timestamps, RecordBatch<Row>.NoTimestamp);
        Array.Fill(_output.Rows, -1);
    }

    public override void Process(KeyedBatch<GroupSlot> batch) => _state.Merge(batch);

    public override void OnEpochEnd(long epoch)
    {
        _context.Origin = NoOrigin;
        _context.Row = -1;
        _context.Timestamp = RecordBatch<Row>.NoTimestamp;
        try
        {
            if (_ownsGlobalGroup)
            {
                _state.Touch([], isNull: false); // all rows are a group that is there without rows too
            }

            Begin();
            if (_mode == OutputMode.Complete)
            {
                var all = new Emitter(this, isShown: true);
                _state.Table.VisitAll(ref all);
            }
            else
            {
                if (_mode == OutputMode.Update)
                {
                    foreach (int index in _state.Dirty)
                    {
                        Emit(index);
                    }
                }

                if (_isTimed)
                {
                    // Keys that are finished go; only append mode waited for them.
                    var finished = new Emitter(this, _mode == OutputMode.Append);
                    _state.Expire(ref finished);
                }
            }

            Flush();
            _state.EndEpoch();
        }
        catch (Exception error) when (error is not StreamingException && !(error is OperationCanceledException && _context.CancellationToken.IsCancellationRequested))
        {
            throw _context.Failure(error);
        }
    }

    private void Begin()
    {
        _output.Count = 0;
        foreach (var column in _output.Columns)
        {
            column.Reset(0);
        }
    }

    private void Emit(int index)
    {
        Span<byte> scratch = stackalloc byte[16];
        var key = _state.Table.KeyOf(index, scratch, out bool isNull);
        Emit(key, isNull, _state.Result(index));
    }

    private void Emit(ReadOnlySpan<byte> key, bool isNull, int group)
    {
        var columns = _output.Columns.AsSpan();
        _codec.Decode(key, isNull, columns);
        var accumulators = _holder.Set.Accumulators;
        for (int i = 0; i < accumulators.Count; i++)
        {
            accumulators[i].Finish(group, columns[_codec.Columns + i]);
        }

        if (++_output.Count == _capacity)
        {
            Flush();
            Begin();
        }
    }

    private void Flush()
    {
        if (_output.Count == 0)
        {
            return;
        }

        _context.Current = _number;
        _output.Origin = NoOrigin;
        _next.Process(_output, RowSet.All(_output.Count));
    }

    private readonly struct Emitter(ColumnAggregateOperator owner, bool isShown) : IEntryVisitor<GroupSlot>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, int partition, ref GroupSlot value)
        {
            if (isShown)
            {
                owner.Emit(key, isNull, value.Index);
            }
        }
    }
}
