namespace Streaming;

/// <summary>Makes a row of each element of an array or entry of a map, with the columns of the row it came from.</summary>
internal sealed class GenerateLink : ColumnLink
{
    private readonly StageContext _context;
    private readonly int _number;
    private readonly EvaluationContext _evaluation;
    private readonly BoundGenerator _generator;
    private readonly Kernel _kernel;
    private readonly ColumnLink _next;
    private readonly RowBatch _output;
    private readonly int _inputColumns;
    private readonly int[] _parents;
    private readonly int[] _elements;
    private readonly int[] _positions;
    private int _count;

    public GenerateLink(StageContext context, int number, EvaluationContext evaluation, BoundGenerator generator, int inputColumns, StructType schema, int capacity, ColumnLink next)
        : base(Union(inputColumns, [next.Required[..inputColumns], ColumnUse.Of(generator, inputColumns)]))
    {
        _context = context;
        _number = number;
        _evaluation = evaluation;
        _generator = generator;
        _kernel = generator.Children[0].Compile();
        _next = next;
        _inputColumns = inputColumns;
        _output = RowBatch.Create(schema, capacity);
        _parents = new int[capacity];
        _elements = new int[capacity];
        _positions = new int[capacity];
    }

    public override void Process(RowBatch batch, RowSet rows)
    {
        _context.Current = _number;
        var values = _kernel.Evaluate(batch, rows, _evaluation);
        int[] starts;
        int[] lengths;
        if (values is ArrayVector array)
        {
            (starts, lengths) = (array.Starts, array.Lengths);
        }
        else if (values is MapVector map)
        {
            (starts, lengths) = (map.Starts, map.Lengths);
        }
        else
        {
            (starts, lengths) = ([], []); // NULL of no type
        }

        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            int length = values.IsNull(row) || lengths.Length == 0 ? 0 : lengths[row];
            if (length == 0 && _generator.IsOuter)
            {
                Add(batch, values, row, -1, -1);
            }

            for (int j = 0; j < length; j++)
            {
                Add(batch, values, row, starts[row] + j, j);
            }
        }

        Flush(batch, values);
    }

    private void Add(RowBatch batch, ColumnVector values, int parent, int element, int position)
    {
        _parents[_count] = parent;
        _elements[_count] = element;
        _positions[_count] = position;
        if (++_count == _parents.Length)
        {
            Flush(batch, values);
        }
    }

    private void Flush(RowBatch batch, ColumnVector values)
    {
        int count = _count;
        if (count == 0)
        {
            return;
        }

        _count = 0;
        var output = _output;
        output.Count = count;
        output.Origin = batch.Origin;
        for (int i = 0; i < count; i++)
        {
            output.Timestamps[i] = batch.Timestamps[_parents[i]];
            output.Rows[i] = batch.Rows[_parents[i]];
        }

        for (int column = 0; column < _inputColumns; column++)
        {
            if (_next.Required[column])
            {
                VectorGather.Gather(batch.Columns[column], _parents.AsSpan(0, count), output.Columns[column]);
            }
        }

        int target = _inputColumns;
        if (_generator.HasPosition)
        {
            var positions = (FixedVector<int>)output.Columns[target++];
            positions.Reset(count);
            for (int i = 0; i < count; i++)
            {
                positions.Values[i] = _positions[i];
                if (_positions[i] < 0)
                {
                    positions.Nulls.Set(i);
                }
            }
        }

        var elements = _elements.AsSpan(0, count);
        switch (values)
        {
            case ArrayVector { Elements: StructVector structs } when _generator.IsInline:
                for (int i = 0; i < count; i++)
                {
                    _elements[i] = _elements[i] >= 0 && structs.IsNull(_elements[i]) ? -1 : _elements[i];
                }

                for (int i = 0; i < structs.Fields.Length; i++)
                {
                    VectorGather.Gather(structs.Fields[i], elements, output.Columns[target + i]);
                }

                break;
            case ArrayVector array:
                VectorGather.Gather(array.Elements, elements, output.Columns[target]);
                break;
            case MapVector map:
                VectorGather.Gather(map.Keys, elements, output.Columns[target]);
                VectorGather.Gather(map.Values, elements, output.Columns[target + 1]);
                break;
            default:
                output.Columns[target].Reset(0);
                for (int i = 0; i < count; i++)
                {
                    output.Columns[target].AppendNull();
                }

                break;
        }

        _next.Process(output, RowSet.All(count));
    }
}
