namespace Streaming;

/// <summary>A function of one value of fixed size. A struct, so that the kernel's loop is compiled for it.</summary>
internal interface IUnary<TIn, TOut>
{
    /// <summary>Computes a value that is not NULL; false makes NULL.</summary>
    bool Apply(TIn value, EvaluationContext context, out TOut result);
}

/// <summary>Applies a function to values of fixed size; NULL stays NULL.</summary>
internal sealed class UnaryKernel<TOp, TIn, TOut>(TOp op, Kernel child, DataType type) : Kernel
    where TOp : struct, IUnary<TIn, TOut>
    where TIn : unmanaged
    where TOut : unmanaged
{
    private readonly FixedVector<TOut> _result = new(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (FixedVector<TIn>)child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        var values = input.Values;
        var results = _result.Values;
        if (rows.IsAll && !input.Nulls.Any)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                if (!op.Apply(values[i], context, out results[i]))
                {
                    _result.Nulls.Set(i);
                }
            }

            return _result;
        }

        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!input.IsNull(row) && !op.Apply(values[row], context, out results[row]))
            {
                _result.Nulls.Set(row);
            }
        }

        return _result;
    }
}
