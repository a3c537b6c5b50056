namespace Streaming;

/// <summary>AND and OR with three values; the right side is computed only where the left one does not decide.</summary>
internal sealed class AndOrKernel(Kernel left, Kernel right, bool isOr) : Kernel
{
    private readonly FixedVector<bool> _result = new(DataTypes.Boolean);
    private int[] _open = [];

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var first = (FixedVector<bool>)left.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        if (_open.Length < rows.Count)
        {
            _open = new int[Math.Max(rows.Count, 1024)];
        }

        int count = 0;
        var results = _result.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            results[row] = isOr;
            if (first.IsNull(row) || first.Values[row] != isOr)
            {
                _open[count++] = row;
            }
        }

        if (count == 0)
        {
            return _result;
        }

        var second = (FixedVector<bool>)right.Evaluate(batch, count == rows.Count ? rows : RowSet.Of(_open, count), context);
        for (int i = 0; i < count; i++)
        {
            int row = _open[i];
            if (second.IsNull(row))
            {
                _result.Nulls.Set(row);
            }
            else if (second.Values[row] != isOr)
            {
                if (first.IsNull(row))
                {
                    _result.Nulls.Set(row);
                }
                else
                {
                    results[row] = !isOr;
                }
            }
        }

        return _result;
    }
}

/// <summary>NOT.</summary>
internal readonly struct NotOp : IUnary<bool, bool>
{
    public bool Apply(bool value, EvaluationContext context, out bool result)
    {
        result = !value;
        return true;
    }
}

/// <summary>IS NULL, IS NOT NULL.</summary>
internal sealed class IsNullKernel(Kernel child, bool isNot) : Kernel
{
    private readonly FixedVector<bool> _result = new(DataTypes.Boolean);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            _result.Values[row] = input.IsNull(row) != isNot;
        }

        return _result;
    }
}

/// <summary>IS TRUE, IS FALSE: never NULL.</summary>
internal sealed class IsBooleanKernel(Kernel child, bool wanted, bool isNot) : Kernel
{
    private readonly FixedVector<bool> _result = new(DataTypes.Boolean);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (FixedVector<bool>)child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            _result.Values[row] = (!input.IsNull(row) && input.Values[row] == wanted) != isNot;
        }

        return _result;
    }
}
