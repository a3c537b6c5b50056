namespace Streaming;

/// <summary>Joins passing rows with the rows of a bounded side, through a hash table of the latter.</summary>
internal sealed class StaticJoinLink : ColumnLink, IOperator
{
    private static readonly BatchOrigin NoOrigin = new();

    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly BoundJoin _join;
    private readonly bool _isLeftBuilt;
    private readonly StaticJoinSide _side;
    private readonly ColumnLink _next;
    private readonly JoinKeyReader? _probeKeys;
    private readonly JoinKeyReader? _buildKeys;
    private readonly Kernel? _residual;
    private readonly bool _keepsProbed;
    private readonly bool _keepsBuilt;
    private readonly int _probeStart;
    private readonly int _buildStart;
    private readonly bool[] _needed;
    private readonly RowBatch _output;
    private readonly int[] _probe;
    private readonly int[] _build;
    private readonly int[] _kept;
    private bool[] _matched = [];
    private bool[] _matchedBuilt = [];
    private int[] _chosen = [];
    private StaticJoinTable? _table;
    private long _epoch;
    private int _count;

    public StaticJoinLink(StageContext context, int number, EvaluationContext evaluation, BoundJoin join, bool isLeftBuilt, StaticJoinSide side, int capacity, ColumnLink next)
        : base(RequiredOf(join, isLeftBuilt, next))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _join = join;
        _isLeftBuilt = isLeftBuilt;
        _side = side;
        _next = next;
        _residual = join.Residual?.Compile();
        if (join.Keys.Count > 0)
        {
            _probeKeys = new JoinKeyReader(join.Keys, isLeft: !isLeftBuilt);
            _buildKeys = new JoinKeyReader(join.Keys, isLeft: isLeftBuilt);
        }

        (_keepsProbed, _keepsBuilt) = isLeftBuilt ? (join.Type.KeepsRight(), join.Type.KeepsLeft()) : (join.Type.KeepsLeft(), join.Type.KeepsRight());
        (_probeStart, _buildStart) = isLeftBuilt ? (join.Left.Fields.Count, 0) : (0, join.Left.Fields.Count);
        var residualUse = join.Residual is null ? new bool[join.Schema.Fields.Count] : ColumnUse.Of(join.Residual, join.Schema.Fields.Count);
        _needed = [.. residualUse.Select((used, i) => used || (!join.Type.IsLeftOnly() && next.Required[i]))];
        _output = RowBatch.Create(join.Schema, capacity);
        _probe = new int[capacity];
        _build = new int[capacity];
        _kept = new int[capacity];
    }

    private StructType ProbeSchema => _isLeftBuilt ? _join.Right : _join.Left;

    private StructType BuildSchema => _isLeftBuilt ? _join.Left : _join.Right;

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        var table = Table();
        _probeKeys?.Begin(batch, rows, _evaluation);
        if (_matched.Length < batch.Count)
        {
            _matched = new bool[Math.Max(batch.Count, RowBatch.DefaultCapacity)];
            _chosen = new int[_matched.Length];
        }

        Array.Clear(_matched, 0, batch.Count);
        bool isLeftOnly = _join.Type.IsLeftOnly();
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            int partner = Partner(table, row);
            if (_residual is null)
            {
                _matched[row] = partner >= 0;
                if (isLeftOnly)
                {
                    continue;
                }

                if (partner < 0 && _keepsProbed)
                {
                    Add(batch, table, row, -1);
                }
            }

            for (; partner >= 0; partner = table.Next(partner))
            {
                Add(batch, table, row, partner);
            }
        }

        Flush(batch, table);
        if (isLeftOnly)
        {
            Choose(batch, rows, _join.Type == JoinType.LeftSemi);
        }
        else if (_residual is not null && _keepsProbed)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                if (!_matched[rows[i]])
                {
                    Add(batch, table, rows[i], -1);
                }
            }

            Emit(batch, table);
        }
    }

    public void OnEpochEnd(long epoch)
    {
        if (_keepsBuilt)
        {
            EmitBuilt();
        }

        _table = null;
        _matchedBuilt = [];
        _epoch++;
    }

    private static bool[] RequiredOf(BoundJoin join, bool isLeftBuilt, ColumnLink next)
    {
        bool isLeft = !isLeftBuilt;
        int columns = (isLeft ? join.Left : join.Right).Fields.Count;
        var behind = join.Type.IsLeftOnly() || isLeft ? next.Required[..columns] : next.Required[join.Left.Fields.Count..];
        return Union(columns, [behind, join.KeyUse(isLeft), join.ResidualUse(isLeft)]);
    }

    private StaticJoinTable Table()
    {
        if (_table is null)
        {
            _table = _side.Table(_epoch, rows => new StaticJoinTable(rows, BuildSchema, _buildKeys, _evaluation));
            _matchedBuilt = _keepsBuilt ? new bool[_table.Count] : [];
        }

        return _table;
    }

    private int Partner(StaticJoinTable table, int row)
    {
        if (_probeKeys is null)
        {
            return table.First();
        }

        if (!_probeKeys.CanMatch(row))
        {
            return -1;
        }

        var key = _probeKeys.Encode(row, out bool isNull);
        return table.First(key, isNull);
    }

    private void Add(RowBatch batch, StaticJoinTable table, int row, int partner)
    {
        _probe[_count] = row;
        _build[_count] = partner;
        if (++_count < _probe.Length)
        {
            return;
        }

        if (partner < 0 && _residual is not null)
        {
            Emit(batch, table); // rows without a partner are not asked
        }
        else
        {
            Flush(batch, table);
        }
    }

    // Candidates that meet the condition go on, and their rows are known to have a partner.
    private void Flush(RowBatch batch, StaticJoinTable table)
    {
        if (_count == 0)
        {
            return;
        }

        if (_residual is null)
        {
            MarkBuilt(RowSet.All(_count));
            Emit(batch, table);
            return;
        }

        Fill(batch, table);
        var result = (FixedVector<bool>)_residual.Evaluate(_output, RowSet.All(_count), _evaluation);
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (result.Values[i] && !result.IsNull(i))
            {
                _kept[kept++] = i;
                _matched[_probe[i]] = true;
            }
        }

        var rows = RowSet.Of(_kept, kept);
        MarkBuilt(rows);
        _count = 0;
        if (kept > 0 && !_join.Type.IsLeftOnly())
        {
            _next.Process(_output, rows);
        }
    }

    private void MarkBuilt(RowSet rows)
    {
        for (int i = 0; _keepsBuilt && i < rows.Count; i++)
        {
            if (_build[rows[i]] >= 0)
            {
                _matchedBuilt[_build[rows[i]]] = true;
            }
        }
    }

    private void Emit(RowBatch? batch, StaticJoinTable table)
    {
        if (_count == 0)
        {
            return;
        }

        Fill(batch, table);
        int count = _count;
        _count = 0;
        _next.Process(_output, RowSet.All(count));
    }

    private void Fill(RowBatch? batch, StaticJoinTable table)
    {
        _output.Count = _count;
        _output.Origin = batch?.Origin ?? NoOrigin;
        var probe = _probe.AsSpan(0, _count);
        var build = _build.AsSpan(0, _count);
        for (int i = 0; i < _count; i++)
        {
            _output.Timestamps[i] = batch is null ? RecordBatch<Row>.NoTimestamp : batch.Timestamps[_probe[i]];
            _output.Rows[i] = batch is null ? -1 : batch.Rows[_probe[i]];
        }

        for (int column = 0; column < ProbeSchema.Fields.Count; column++)
        {
            if (!_needed[_probeStart + column])
            {
                continue;
            }

            var target = _output.Columns[_probeStart + column];
            if (batch is null)
            {
                Nulls(target, _count);
            }
            else
            {
                VectorGather.Gather(batch.Columns[column], probe, target);
            }
        }

        for (int column = 0; column < table.Columns.Length; column++)
        {
            if (_needed[_buildStart + column])
            {
                VectorGather.Gather(table.Columns[column], build, _output.Columns[_buildStart + column]);
            }
        }
    }

    private void Choose(RowBatch batch, RowSet rows, bool matched)
    {
        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (_matched[rows[i]] == matched)
            {
                _chosen[count++] = rows[i];
            }
        }

        if (count > 0)
        {
            _next.Process(batch, count == rows.Count ? rows : RowSet.Of(_chosen, count));
        }
    }

    private void EmitBuilt()
    {
        _context.Current = _number;
        var table = Table();
        for (int row = 0; row < table.Count; row++)
        {
            if (!_matchedBuilt[row])
            {
                _probe[_count] = -1;
                _build[_count] = row;
                if (++_count == _probe.Length)
                {
                    Emit(null, table);
                }
            }
        }

        Emit(null, table);
    }

    private static void Nulls(ColumnVector target, int count)
    {
        target.Reset(0);
        for (int i = 0; i < count; i++)
        {
            target.AppendNull();
        }
    }
}
