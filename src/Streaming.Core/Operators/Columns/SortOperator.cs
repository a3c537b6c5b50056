namespace Streaming;

/// <summary>Keeps the rows of an epoch and emits them at its end, in order where there are keys, from an offset on, no more than a limit.</summary>
internal sealed class SortOperator : ColumnLink, IOperator
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly (Kernel Kernel, ColumnVector Values, SortExpression Key)[] _keys;
    private readonly int _offset;
    private readonly int _limit;
    private readonly int _capacity;
    private readonly ColumnLink _next;
    private readonly ColumnVector[] _rows;
    private readonly RowBatch _output;
    private int _count;

    public SortOperator(
        StageContext context, int number, EvaluationContext evaluation, IReadOnlyList<(BoundExpression Bound, SortExpression Key)> keys, int offset, int limit, StructType schema, int capacity, ColumnLink next)
        : base(AllOf(schema.Fields.Count))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _keys = [.. keys.Select(key => (key.Bound.Compile(), Vectors.Create(key.Bound.Type), key.Key))];
        _offset = offset;
        _limit = limit;
        _capacity = capacity;
        _next = next;
        _rows = RowBatch.Create(schema, 0).Columns;
        _output = RowBatch.Create(schema, capacity);
        Array.Fill(_output.Timestamps, RecordBatch<Row>.NoTimestamp);
        Array.Fill(_output.Rows, -1);
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        for (int i = 0; i < rows.Count; i++)
        {
            for (int column = 0; column < _rows.Length; column++)
            {
                _rows[column].AppendFrom(batch.Columns[column], rows[i]);
            }
        }

        foreach (var (kernel, values, _) in _keys)
        {
            var computed = kernel.Evaluate(batch, rows, _evaluation);
            for (int i = 0; i < rows.Count; i++)
            {
                values.AppendFrom(computed, rows[i]);
            }
        }

        _count += rows.Count;
    }

    public void OnEpochEnd(long epoch)
    {
        var order = Enumerable.Range(0, _count).ToArray();
        if (_keys.Length > 0)
        {
            Array.Sort(order, Compare);
        }

        int end = (int)Math.Min(_count, (long)_offset + _limit);
        for (int start = _offset; start < end; start += _capacity)
        {
            int count = Math.Min(_capacity, end - start);
            for (int column = 0; column < _rows.Length; column++)
            {
                VectorGather.Gather(_rows[column], order.AsSpan(start, count), _output.Columns[column]);
            }

            _output.Count = count;
            _next.Process(_output, RowSet.All(count));
        }

        _count = 0;
        foreach (var column in _rows.Concat(_keys.Select(key => key.Values)))
        {
            column.Reset(0);
        }
    }

    private int Compare(int left, int right)
    {
        foreach (var (_, values, key) in _keys)
        {
            bool leftNull = values.IsNull(left);
            bool rightNull = values.IsNull(right);
            int order = leftNull || rightNull
                ? leftNull == rightNull ? 0 : leftNull == key.NullsFirst ? -1 : 1
                : VectorOrder.Compare(values, left, values, right) * (key.IsDescending ? -1 : 1);
            if (order != 0)
            {
                return order;
            }
        }

        return left.CompareTo(right);
    }
}
