namespace Streaming;

/// <summary>The entrance of an aggregation: finds the group of each row, then adds the rows column by column.</summary>
internal sealed class ColumnAggregateLink : ColumnLink
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly AggregateHolder _holder;
    private readonly Action<RowKeyedBatch> _group;
    private readonly Action? _batchDone;
    private readonly Kernel[] _keyKernels;
    private readonly ColumnVector[] _keys;
    private readonly RowKeyCodec _codec;
    private readonly Kernel[][] _argumentKernels;
    private readonly ColumnVector[][] _arguments;
    private readonly Kernel?[] _filterKernels;
    private int[] _kept = [];

    public ColumnAggregateLink(
        StageContext context, int number, EvaluationContext evaluation, IReadOnlyList<BoundExpression> keys, RowKeyCodec codec, IReadOnlyList<BoundAggregate> aggregates, IReadOnlyList<BoundExpression?> filters,
        int inputColumns, AggregateHolder holder, Action<RowKeyedBatch> group, Action? batchDone)
        : base(Union(inputColumns, keys.Concat(aggregates).Concat(filters.OfType<BoundExpression>()).Select(expression => ColumnUse.Of(expression, inputColumns))))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _holder = holder;
        _group = group;
        _batchDone = batchDone;
        _keyKernels = [.. keys.Select(key => key.Compile())];
        _keys = new ColumnVector[keys.Count];
        _codec = codec;
        _argumentKernels = [.. aggregates.Select(aggregate => aggregate.Children.Select(argument => argument.Compile()).ToArray())];
        _arguments = [.. aggregates.Select(aggregate => new ColumnVector[aggregate.Children.Count])];
        _filterKernels = [.. filters.Select(filter => filter?.Compile())];
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        for (int i = 0; i < _keyKernels.Length; i++)
        {
            _keys[i] = _keyKernels[i].Evaluate(batch, rows, _evaluation);
        }

        var set = _holder.Set;
        set.BeginBatch(batch.Count);
        _group(new RowKeyedBatch(rows, _keys, _codec));
        for (int i = 0; i < _arguments.Length; i++)
        {
            var counted = _filterKernels[i] is { } filter ? Keep(filter, batch, rows) : rows;
            for (int j = 0; j < _arguments[i].Length; j++)
            {
                _arguments[i][j] = _argumentKernels[i][j].Evaluate(batch, counted, _evaluation);
            }

            set.Accumulators[i].Update(_arguments[i], counted, set.Groups);
        }

        _batchDone?.Invoke();
    }

    private RowSet Keep(Kernel filter, RowBatch batch, RowSet rows)
    {
        var result = (FixedVector<bool>)filter.Evaluate(batch, rows, _evaluation);
        if (_kept.Length < rows.Count)
        {
            _kept = new int[Math.Max(rows.Count, RecordBatch<Row>.DefaultCapacity)];
        }

        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (!result.IsNull(rows[i]) && result.Values[rows[i]])
            {
                _kept[count++] = rows[i];
            }
        }

        return RowSet.Of(_kept, count);
    }
}
