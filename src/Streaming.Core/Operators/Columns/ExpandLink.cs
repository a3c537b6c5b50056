namespace Streaming;

/// <summary>Sends each batch on once for every grouping set. The keys are computed once; nothing is copied.</summary>
internal sealed class ExpandLink : ColumnLink
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly ColumnLink _next;
    private readonly int _inputColumns;
    private readonly Kernel[] _keys;
    private readonly IReadOnlyList<IReadOnlyList<int>> _sets;
    private readonly long[] _ids;
    private readonly RowBatch _output;
    private readonly ColumnVector[] _none;
    private readonly FixedVector<long> _id = new(DataTypes.Long);
    private readonly FixedVector<int> _set = new(DataTypes.Integer);

    public ExpandLink(StageContext context, int number, EvaluationContext evaluation, IReadOnlyList<BoundExpression> keys, IReadOnlyList<IReadOnlyList<int>> sets, IReadOnlyList<long> ids, int inputColumns, StructType schema, ColumnLink next)
        : base(Union(inputColumns, [next.Required[..inputColumns], .. keys.Select(key => ColumnUse.Of(key, inputColumns))]))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _next = next;
        _inputColumns = inputColumns;
        _keys = [.. keys.Select(key => key.Compile())];
        _sets = sets;
        _ids = [.. ids];
        _output = RowBatch.Create(schema, 0);
        _none = [.. keys.Select(key => Vectors.Create(key.Type))];
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        var output = _output;
        output.ShareRows(batch);
        Array.Copy(batch.Columns, output.Columns, _inputColumns);
        var keys = new ColumnVector[_keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = _keys[i].Evaluate(batch, rows, _evaluation);
            _none[i].Reset(batch.Count);
            for (int row = 0; row < batch.Count; row++)
            {
                _none[i].Nulls.Set(row);
            }
        }

        for (int set = 0; set < _sets.Count; set++)
        {
            for (int i = 0; i < keys.Length; i++)
            {
                output.Columns[_inputColumns + i] = _sets[set].Contains(i) ? keys[i] : _none[i];
            }

            _id.Reset(batch.Count);
            _id.Values.AsSpan(0, batch.Count).Fill(_ids[set]);
            _set.Reset(batch.Count);
            _set.Values.AsSpan(0, batch.Count).Fill(set);
            output.Columns[_inputColumns + keys.Length] = _id;
            output.Columns[_inputColumns + keys.Length + 1] = _set;
            _next.Process(output, rows);
            _context.Current = _number;
        }
    }
}
