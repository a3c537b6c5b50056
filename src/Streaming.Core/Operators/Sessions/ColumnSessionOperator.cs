namespace Streaming;

/// <summary>The owner's side of session windows over columns: takes sessions of the epoch, merges them with those in state, emits those that are over.</summary>
internal sealed class ColumnSessionOperator : Operator<KeyedBatch<SessionPart<GroupSlot>>>
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly SessionState<int, GroupSlot, int, ColumnAggregator> _state;
    private readonly AggregateHolder _holder;
    private readonly RowKeyCodec _codec;
    private readonly bool _isComplete;
    private readonly bool _isRefused;
    private readonly ColumnLink _next;
    private readonly RowBatch _output;
    private readonly int _capacity;

    public ColumnSessionOperator(
        StageContext context, int number, SessionState<int, GroupSlot, int, ColumnAggregator> state, AggregateHolder holder, RowKeyCodec codec, StructType schema, bool isComplete, bool isRefused,
        int capacity, ColumnLink next)
    {
        _context = context;
        _number = number;
        _state = state;
        _holder = holder;
        _codec = codec;
        _isComplete = isComplete;
        _isRefused = isRefused;
        _next = next;
        _capacity = capacity;
        _output = RowBatch.Create(schema, capacity);
        Array.Fill(_output.Rows, -1);
    }

    public override void Process(KeyedBatch<SessionPart<GroupSlot>> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            _state.Parts.Add(batch.Key(i), batch.IsNull(i), batch.Partition(i), in batch.Value(i));
        }
    }

    public override void OnEpochEnd(long epoch)
    {
        if (_isRefused)
        {
            // As in Spark it is the first batch that fails.
            throw new StreamingException("_LEGACY_ERROR_TEMP_3068", "Global aggregation with session window in streaming query is not supported.");
        }

        _context.Origin = NoOrigin;
        _context.Row = -1;
        _context.Timestamp = RecordBatch<Row>.NoTimestamp;
        try
        {
            _state.MergeEpoch();
            Begin();
            var emitter = new Emitter(this);
            if (_isComplete)
            {
                _state.VisitAll(ref emitter);
            }
            else
            {
                _state.Expire(ref emitter);
            }

            Flush();
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

    private void Emit(ReadOnlySpan<byte> key, bool isNull, long start, long end, int group)
    {
        var columns = _output.Columns.AsSpan();
        _codec.Decode(key, isNull, columns);
        var window = (StructVector)columns[_codec.Columns];
        ((FixedVector<long>)window.Fields[0]).Append(start);
        ((FixedVector<long>)window.Fields[1]).Append(end);
        window.AppendRow();
        var accumulators = _holder.Set.Accumulators;
        for (int i = 0; i < accumulators.Count; i++)
        {
            accumulators[i].Finish(group, columns[_codec.Columns + 1 + i]);
        }

        _output.Timestamps[_output.Count] = end - 1;
        if (++_output.Count == _capacity)
        {
            Flush();
            Begin();
        }
    }

    private void Flush()
    {
        if (_output.Count > 0)
        {
            _context.Current = _number;
            _output.Origin = NoOrigin;
            _next.Process(_output, RowSet.All(_output.Count));
        }
    }

    private readonly struct Emitter(ColumnSessionOperator owner) : ISessionVisitor<GroupSlot>
    {
        public void Visit(ReadOnlySpan<byte> key, bool isNull, long start, long end, ref GroupSlot value) => owner.Emit(key, isNull, start, end, value.Index);
    }
}
