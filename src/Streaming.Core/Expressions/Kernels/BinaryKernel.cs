namespace Streaming;

/// <summary>A function of two values of fixed size. A struct, so that the kernel's loop is compiled for it.</summary>
internal interface IBinary<TLeft, TRight, TOut>
{
    /// <summary>Computes values that are not NULL; false makes NULL.</summary>
    bool Apply(TLeft left, TRight right, EvaluationContext context, out TOut result);
}

/// <summary>Applies a function to two columns of values of fixed size; NULL where one of them is NULL.</summary>
internal sealed class BinaryKernel<TOp, TLeft, TRight, TOut>(TOp op, Kernel left, Kernel right, DataType type) : Kernel
    where TOp : struct, IBinary<TLeft, TRight, TOut>
    where TLeft : unmanaged
    where TRight : unmanaged
    where TOut : unmanaged
{
    private readonly FixedVector<TOut> _result = new(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var leftInput = (FixedVector<TLeft>)left.Evaluate(batch, rows, context);
        var rightInput = (FixedVector<TRight>)right.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(leftInput.Nulls, batch.Count);
        _result.Nulls.Or(rightInput.Nulls, batch.Count);
        var leftValues = leftInput.Values;
        var rightValues = rightInput.Values;
        var results = _result.Values;
        if (rows.IsAll && !_result.Nulls.Any)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                if (!op.Apply(leftValues[i], rightValues[i], context, out results[i]))
                {
                    _result.Nulls.Set(i);
                }
            }

            return _result;
        }

        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!_result.IsNull(row) && !op.Apply(leftValues[row], rightValues[row], context, out results[row]))
            {
                _result.Nulls.Set(row);
            }
        }

        return _result;
    }
}
