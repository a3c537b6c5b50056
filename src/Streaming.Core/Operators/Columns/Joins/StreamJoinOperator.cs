namespace Streaming;

/// <summary>Joins two streams of columns on the worker that owns the keys: each row meets the rows that the other side keeps, and is then kept itself.</summary>
internal sealed class StreamJoinOperator : IOperator
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly BoundJoin _join;
    private readonly OperatorState _state;
    private readonly ColumnLink _next;
    private readonly Kernel? _residual;
    private readonly RowBatch _output;
    private readonly RowBatch _leftOnly;
    private readonly int[] _rows;
    private readonly int[] _kept;
    private readonly JoinRowRef[] _partners;
    private readonly int _capacity;
    private bool[] _matched = [];
    private int[] _chosen = [];
    private int _count;

    public StreamJoinOperator(StageContext context, int number, EvaluationContext evaluation, BoundJoin join, JoinTimes times, OperatorState state, int capacity, ColumnLink next)
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _join = join;
        Times = times;
        _state = state;
        state.StoresPerPartition = JoinSideState.SparksStores;
        _next = next;
        _capacity = capacity;
        _residual = join.Residual?.Compile();
        _output = RowBatch.Create(join.Schema, capacity);
        _leftOnly = new RowBatch(join.Left, _output.Columns[..join.Left.Fields.Count], capacity);
        Array.Fill(_output.Rows, -1);
        _rows = new int[capacity];
        _kept = new int[capacity];
        _partners = new JoinRowRef[capacity];
        Left = new Side(this, isLeft: true);
        Right = new Side(this, isLeft: false);
    }

    /// <summary>Takes the rows of the left side.</summary>
    public Side Left { get; }

    /// <summary>Takes the rows of the right side.</summary>
    public Side Right { get; }

    private JoinTimes Times { get; }

    public void OnEpochEnd(long epoch)
    {
        _context.Current = _number;
        _context.Origin = NoOrigin;
        _context.Row = -1;
        long watermark = _state.Times.EvictionWatermarkMs;
        Expire(Left, watermark);
        Expire(Right, watermark);
    }

    private void Expire(Side side, long watermarkMs)
    {
        if (Times.FinishedUpTo(side.IsLeft, watermarkMs) is not { } finished)
        {
            return;
        }

        var emitter = new Finished(this, side);
        side.State.Expire(finished * 1000, ref emitter);
        EmitAppended();
    }

    // The partners of a batch's rows.
    private void Match(Side side, RowBatch batch, RowSet rows)
    {
        var other = side.IsLeft ? Right : Left;
        bool isSemi = _join.Type == JoinType.LeftSemi;
        side.Keys.Begin(batch, rows, _evaluation);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!side.Keys.CanMatch(row))
            {
                continue;
            }

            var key = side.Keys.Encode(row, out bool isNull);
            other.State.Seek(_state.Scope.Partitioner.PartitionOf(key, isNull), key, isNull);
            while (other.State.MoveNext())
            {
                var partner = other.State.Current;
                if (isSemi && other.IsLeft && other.State.IsMatched(partner))
                {
                    continue;
                }

                other.Codec.Decode(other.State.RowOf(partner), other.ColumnsOf(_output));
                _rows[_count] = row;
                _partners[_count] = partner;
                if (++_count == _capacity)
                {
                    Flush(side, other, batch);
                }

                if (isSemi && side.IsLeft && (_residual is null || _matched[row]))
                {
                    break; // one is enough
                }
            }
        }

        Flush(side, other, batch);
    }

    private void Flush(Side side, Side other, RowBatch batch)
    {
        if (_count == 0)
        {
            return;
        }

        var own = side.ColumnsOf(_output);
        var rows = _rows.AsSpan(0, _count);
        for (int column = 0; column < own.Length; column++)
        {
            VectorGather.Gather(batch.Columns[column], rows, own[column]);
        }

        for (int i = 0; i < _count; i++)
        {
            _output.Timestamps[i] = batch.Timestamps[_rows[i]];
        }

        _output.Count = _count;
        _output.Origin = NoOrigin;
        var result = _residual is null ? null : (FixedVector<bool>)_residual.Evaluate(_output, RowSet.All(_count), _evaluation);
        bool marks = other.IsKept || (_join.Type == JoinType.LeftSemi && other.IsLeft);
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (result is not null && (!result.Values[i] || result.IsNull(i)))
            {
                continue;
            }

            _matched[_rows[i]] = true;
            if (marks)
            {
                bool wasMatched = other.State.IsMatched(_partners[i]);
                other.State.Mark(_partners[i]);
                if (wasMatched && _join.Type == JoinType.LeftSemi)
                {
                    continue;
                }
            }

            _kept[kept++] = i;
        }

        if (kept > 0 && !(_join.Type == JoinType.LeftSemi && side.IsLeft))
        {
            var target = _join.Type == JoinType.LeftSemi ? _leftOnly : _output;
            if (target == _leftOnly)
            {
                _leftOnly.ShareRows(_output);
            }

            _next.Process(target, kept == _count ? RowSet.All(kept) : RowSet.Of(_kept, kept));
        }

        _count = 0;
        Reset(side);
        Reset(other);
    }

    private void Process(Side side, RowBatch batch, RowSet all)
    {
        _context.Current = _number;
        if (_matched.Length < batch.Count)
        {
            _matched = new bool[Math.Max(batch.Count, RowBatch.DefaultCapacity)];
            _chosen = new int[_matched.Length];
        }

        Array.Clear(_matched, 0, batch.Count);
        var timely = side.Filter.NotLate(batch, all, _state.Times.LateWatermark);
        _state.Dropped += all.Count - timely.Count;
        var rows = side.Filter.Ask(batch, timely, _evaluation);
        if (side.IsKept)
        {
            EmitAlone(side, batch, side.Filter.Failed);
        }

        Match(side, batch, rows);
        Keep(side, batch, rows);
        if (_join.Type == JoinType.LeftSemi)
        {
            if (side.IsLeft)
            {
                EmitMatched(batch, rows);
            }
            else
            {
                Left.State.RemoveMarked();
            }
        }

        Left.State.KeepMarked();
        Right.State.KeepMarked();
    }

    private void Keep(Side side, RowBatch batch, RowSet rows)
    {
        bool leaves = _join.Type == JoinType.LeftSemi && side.IsLeft;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (leaves && _matched[row])
            {
                continue;
            }

            var key = side.Keys.Encode(row, out bool isNull);
            side.State.Add(
                _state.Scope.Partitioner.PartitionOf(key, isNull), key, isNull, side.TimeOf(batch, row), _matched[row], side.Codec.Encode(batch.Columns, row));
        }
    }

    private void EmitMatched(RowBatch batch, RowSet rows)
    {
        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (_matched[rows[i]])
            {
                _chosen[count++] = rows[i];
            }
        }

        if (count > 0)
        {
            _next.Process(batch, RowSet.Of(_chosen, count));
        }
    }

    // Rows that can have no partner.
    private void EmitAlone(Side side, RowBatch batch, RowSet rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            var own = side.ColumnsOf(_output);
            for (int column = 0; column < own.Length; column++)
            {
                own[column].AppendFrom(batch.Columns[column], rows[i]);
            }

            Append(side, batch.Timestamps[rows[i]]);
        }

        EmitAppended();
    }

    private void Append(Side side, long timestamp)
    {
        foreach (var column in (side.IsLeft ? Right : Left).ColumnsOf(_output))
        {
            column.AppendNull();
        }

        _output.Timestamps[_count] = timestamp;
        if (++_count == _capacity)
        {
            EmitAppended();
        }
    }

    private void EmitAppended()
    {
        if (_count > 0)
        {
            _output.Count = _count;
            _output.Origin = NoOrigin;
            _count = 0;
            _next.Process(_output, RowSet.All(_output.Count));
        }

        Reset(Left);
        Reset(Right);
    }

    private void Reset(Side side)
    {
        foreach (var column in side.ColumnsOf(_output))
        {
            column.Reset(0);
        }
    }

    /// <summary>One side of the join.</summary>
    internal sealed class Side : ColumnLink
    {
        private readonly StreamJoinOperator _owner;
        private readonly Range _columns;
        private readonly int _eventTime;

        public Side(StreamJoinOperator owner, bool isLeft)
            : base(AllOf((isLeft ? owner._join.Left : owner._join.Right).Fields.Count))
        {
            _owner = owner;
            IsLeft = isLeft;
            var join = owner._join;
            var schema = isLeft ? join.Left : join.Right;
            int start = isLeft ? 0 : join.Left.Fields.Count;
            _columns = start..(start + schema.Fields.Count);
            _eventTime = owner.Times.EventTimeOf(isLeft);
            IsKept = isLeft ? join.Type.KeepsLeft() : join.Type.KeepsRight();
            Keys = new JoinKeyReader(join.Keys, isLeft);
            Codec = new RowCodec(schema);
            Filter = new JoinRowFilter(_eventTime, (isLeft ? join.LeftFilter : join.RightFilter)?.Compile());
            State = new JoinSideState(
                owner._state, isLeft ? (byte)0 : (byte)1, $"{join.Type} join, {(isLeft ? "left" : "right")}", string.Join(", ", join.Keys.Select((key, i) => $"key{i} {key.Left.Type.Sql}")),
                schema.ToDdl(), owner.Times.FinishedUpTo(isLeft, 0) is not null);
        }

        public bool IsLeft { get; }

        /// <summary>Whether rows without a partner come out.</summary>
        public bool IsKept { get; }

        public JoinKeyReader Keys { get; }

        public RowCodec Codec { get; }

        public JoinRowFilter Filter { get; }

        public JoinSideState State { get; }

        public override void Process(RowBatch batch, RowSet rows) => _owner.Process(this, batch, rows);

        public Span<ColumnVector> ColumnsOf(RowBatch both) => both.Columns.AsSpan(_columns);

        /// <summary>When a row is finished.</summary>
        public long TimeOf(RowBatch batch, int row) => _owner.Times.Key >= 0 ? EventTimes.Expiry(Keys.Values[_owner.Times.Key], row)
            : _eventTime >= 0 ? EventTimes.Expiry(batch.Columns[_eventTime], row)
            : long.MaxValue;
    }

    private readonly struct Finished(StreamJoinOperator owner, Side side) : IJoinRowVisitor
    {
        public bool Visit(ReadOnlySpan<byte> row, bool isMatched, bool isNew)
        {
            if (side.IsKept && !isMatched)
            {
                side.Codec.Decode(row, side.ColumnsOf(owner._output));
                owner.Append(side, RecordBatch<Row>.NoTimestamp);
                return true;
            }

            // Spark takes the right side last, and does not keep a row of it that is finished already.
            return side.IsLeft || !isNew;
        }
    }
}
