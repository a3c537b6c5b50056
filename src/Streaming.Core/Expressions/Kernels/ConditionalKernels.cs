namespace Streaming;

/// <summary>CASE: each condition is computed for the rows that no earlier one took, each value for the rows its condition took.</summary>
internal sealed class CaseKernel(Kernel[] conditions, Kernel[] values, Kernel? otherwise, DataType type) : Kernel
{
    private readonly ColumnVector _result = Vectors.Create(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        _result.Reset(batch.Count);
        var open = new int[rows.Count];
        int count = rows.Count;
        for (int i = 0; i < count; i++)
        {
            open[i] = rows[i];
        }

        for (int branch = 0; branch < conditions.Length && count > 0; branch++)
        {
            var condition = (FixedVector<bool>)conditions[branch].Evaluate(batch, RowSet.Of(open, count), context);
            var taken = new int[count];
            int takenCount = 0;
            int left = 0;
            for (int i = 0; i < count; i++)
            {
                int row = open[i];
                if (!condition.IsNull(row) && condition.Values[row])
                {
                    taken[takenCount++] = row;
                }
                else
                {
                    open[left++] = row;
                }
            }

            count = left;
            Take(batch, values[branch], RowSet.Of(taken, takenCount), context);
        }

        if (otherwise is not null)
        {
            Take(batch, otherwise, RowSet.Of(open, count), context);
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                _result.Nulls.Set(open[i]);
            }
        }

        return _result;
    }

    private void Take(RowBatch batch, Kernel value, RowSet rows, EvaluationContext context)
    {
        if (rows.Count > 0)
        {
            VectorCopy.Rows(_result, value.Evaluate(batch, rows, context), rows);
        }
    }
}

/// <summary>The first value that is not NULL; later ones are computed only where it is missing.</summary>
internal sealed class CoalesceKernel(Kernel[] values, DataType type) : Kernel
{
    private readonly ColumnVector _result = Vectors.Create(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        _result.Reset(batch.Count);
        int[]? open = null;
        var wanted = rows;
        foreach (var value in values)
        {
            if (wanted.Count == 0)
            {
                break;
            }

            var input = value.Evaluate(batch, wanted, context);
            VectorCopy.Rows(_result, input, input.Nulls.Any ? VectorCopy.Present(input, wanted) : wanted);
            if (!input.Nulls.Any)
            {
                return _result;
            }

            open ??= new int[rows.Count];
            int count = 0;
            for (int i = 0; i < wanted.Count; i++)
            {
                if (input.Nulls[wanted[i]])
                {
                    open[count++] = wanted[i];
                }
            }

            wanted = RowSet.Of(open, count);
        }

        for (int i = 0; i < wanted.Count; i++)
        {
            _result.Nulls.Set(wanted[i]);
        }

        return _result;
    }
}

/// <summary>greatest and least: NULLs are passed over.</summary>
internal sealed class ExtremeKernel(Kernel[] values, DataType type, bool isGreatest) : Kernel
{
    private readonly ColumnVector _result = Vectors.Create(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var inputs = new ColumnVector[values.Length];
        for (int k = 0; k < inputs.Length; k++)
        {
            inputs[k] = values[k].Evaluate(batch, rows, context);
        }

        // Which argument each row takes, then one copy per argument.
        var best = new int[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            int winner = -1;
            for (int k = 0; k < inputs.Length; k++)
            {
                if (inputs[k].IsNull(row))
                {
                    continue;
                }

                int order = winner < 0 ? 0 : VectorOrder.Compare(inputs[k], row, inputs[winner], row);
                if (winner < 0 || (isGreatest ? order > 0 : order < 0))
                {
                    winner = k;
                }
            }

            best[i] = winner;
        }

        _result.Reset(batch.Count);
        var taken = new int[rows.Count];
        for (int k = -1; k < inputs.Length; k++)
        {
            int count = 0;
            for (int i = 0; i < best.Length; i++)
            {
                if (best[i] == k)
                {
                    taken[count++] = rows[i];
                }
            }

            for (int i = 0; k < 0 && i < count; i++)
            {
                _result.Nulls.Set(taken[i]);
            }

            if (k >= 0 && count > 0)
            {
                VectorCopy.Rows(_result, inputs[k], RowSet.Of(taken, count));
            }
        }

        return _result;
    }
}

/// <summary>isnan: false for NULL.</summary>
internal sealed class IsNanKernel(Kernel child) : Kernel
{
    private readonly FixedVector<bool> _result = new(DataTypes.Boolean);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            _result.Values[row] = !input.IsNull(row) && (input is FixedVector<float> floats ? float.IsNaN(floats.Values[row]) : double.IsNaN(((FixedVector<double>)input).Values[row]));
        }

        return _result;
    }
}
