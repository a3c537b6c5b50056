namespace Streaming;

/// <summary>A field of a struct: the field's vector with the NULLs of the struct.</summary>
internal sealed class FieldKernel(Kernel child, int index, DataType type) : Kernel
{
    private readonly ColumnVector _result = Vectors.Create(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (StructVector)child.Evaluate(batch, rows, context);
        if (!input.Nulls.Any)
        {
            return input.Fields[index];
        }

        _result.Reset(batch.Count);
        VectorCopy.Rows(_result, input.Fields[index], VectorCopy.Present(input, rows));
        _result.Nulls.Or(input.Nulls, batch.Count);
        return _result;
    }
}

/// <summary>The field of each struct of an array: <c>a.b</c> where a is an array of structs.</summary>
internal sealed class ArrayFieldKernel(Kernel child, int index, ArrayType type) : Kernel
{
    private readonly ArrayVector _result = (ArrayVector)Vectors.Create(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (ArrayVector)child.Evaluate(batch, rows, context);
        var structs = (StructVector)input.Elements;
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (input.IsNull(row))
            {
                continue;
            }

            _result.Starts[row] = _result.Elements.Count;
            _result.Lengths[row] = input.Lengths[row];
            for (int k = input.Starts[row]; k < input.Starts[row] + input.Lengths[row]; k++)
            {
                if (structs.IsNull(k))
                {
                    _result.Elements.AppendNull();
                }
                else
                {
                    _result.Elements.AppendFrom(structs.Fields[index], k);
                }
            }
        }

        return _result;
    }
}

/// <summary>An element of an array by its index from 0; outside of the array an error or NULL.</summary>
internal sealed class ElementKernel(Kernel child, Kernel indexes, DataType type, bool isStrict) : Kernel
{
    private readonly ColumnVector _result = Vectors.Create(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (ArrayVector)child.Evaluate(batch, rows, context);
        var positions = (FixedVector<int>)indexes.Evaluate(batch, rows, context);
        _result.Reset(0);
        int next = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            for (; next < row; next++)
            {
                _result.AppendNull();
            }

            next++;
            if (input.IsNull(row) || positions.IsNull(row))
            {
                _result.AppendNull();
                continue;
            }

            int position = positions.Values[row];
            if (position < 0 || position >= input.Lengths[row])
            {
                if (isStrict)
                {
                    throw BindErrors.ArrayIndex(position, input.Lengths[row]);
                }

                _result.AppendNull();
                continue;
            }

            _result.AppendFrom(input.Elements, input.Starts[row] + position);
        }

        for (; next < batch.Count; next++)
        {
            _result.AppendNull();
        }

        return _result;
    }
}

/// <summary>The value of a key of a map; NULL where it is not there.</summary>
internal sealed class MapValueKernel(Kernel child, Kernel keys, DataType type) : Kernel
{
    private readonly ColumnVector _result = Vectors.Create(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (MapVector)child.Evaluate(batch, rows, context);
        var wanted = keys.Evaluate(batch, rows, context);
        _result.Reset(0);
        int next = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            for (; next < row; next++)
            {
                _result.AppendNull();
            }

            next++;
            int at = input.IsNull(row) || wanted.IsNull(row) ? -1 : Find(input, row, wanted);
            if (at < 0)
            {
                _result.AppendNull();
            }
            else
            {
                _result.AppendFrom(input.Values, at);
            }
        }

        for (; next < batch.Count; next++)
        {
            _result.AppendNull();
        }

        return _result;
    }

    private static int Find(MapVector map, int row, ColumnVector wanted)
    {
        for (int k = map.Starts[row]; k < map.Starts[row] + map.Lengths[row]; k++)
        {
            if (VectorOrder.Compare(map.Keys, k, wanted, row) == 0)
            {
                return k;
            }
        }

        return -1;
    }
}
