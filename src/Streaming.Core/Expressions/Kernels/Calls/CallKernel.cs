namespace Streaming;

/// <summary>Runs a row function over the wanted rows. Nested results (arrays, maps, structs) are appended in order, rows that are not wanted as NULL.</summary>
internal sealed class CallKernel(Kernel[] arguments, DataType type, RowFunction function, bool isStrict) : Kernel
{
    private readonly CallFrame _frame = new(Vectors.Create(type));
    private readonly ColumnVector[] _values = new ColumnVector[arguments.Length];
    private readonly bool _isNested = type is ArrayType or MapType or StructType;
    private int[] _wanted = [];

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var result = _frame.Result;
        _frame.Context = context;
        _frame.Arguments = _values;
        var wanted = rows;
        for (int i = 0; i < arguments.Length; i++)
        {
            _values[i] = arguments[i].Evaluate(batch, rows, context);
        }

        if (isStrict)
        {
            wanted = WithoutNulls(rows);
        }

        if (_isNested)
        {
            Append(result, wanted, batch.Count);
            return result;
        }

        result.Reset(batch.Count);
        if (isStrict)
        {
            foreach (var value in _values)
            {
                result.Nulls.Or(value.Nulls, batch.Count);
            }
        }

        for (int i = 0; i < wanted.Count; i++)
        {
            function(_frame, wanted[i]);
        }

        return result;
    }

    private void Append(ColumnVector result, RowSet wanted, int count)
    {
        result.Reset(0);
        int next = 0;
        for (int i = 0; i < wanted.Count; i++)
        {
            int row = wanted[i];
            for (; next < row; next++)
            {
                result.AppendNull();
            }

            function(_frame, row);
            next++;
        }

        for (; next < count; next++)
        {
            result.AppendNull();
        }
    }

    private RowSet WithoutNulls(RowSet rows)
    {
        bool any = false;
        foreach (var value in _values)
        {
            any |= value.Nulls.Any;
        }

        if (!any)
        {
            return rows;
        }

        if (_wanted.Length < rows.Count)
        {
            _wanted = new int[rows.Count];
        }

        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            bool isNull = false;
            foreach (var value in _values)
            {
                isNull |= value.IsNull(row);
            }

            if (!isNull)
            {
                _wanted[count++] = row;
            }
        }

        return RowSet.Of(_wanted, count);
    }
}
