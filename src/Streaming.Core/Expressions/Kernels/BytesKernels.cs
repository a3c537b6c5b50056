namespace Streaming;

/// <summary>A function of text or bytes with a result of fixed size.</summary>
internal interface IFromBytes<TOut>
{
    /// <summary>Computes a value that is not NULL; false makes NULL.</summary>
    bool Apply(ReadOnlySpan<byte> value, EvaluationContext context, out TOut result);
}

/// <summary>A function that writes a value of fixed size as text of at most <see cref="ToBytesKernel{TOp,TIn}.MaxLength"/> bytes.</summary>
internal interface IToBytes<TIn>
{
    /// <summary>Writes a value that is not NULL and returns the number of bytes; negative makes NULL.</summary>
    int Apply(TIn value, EvaluationContext context, Span<byte> destination);
}

/// <summary>Applies a function to text or bytes; NULL stays NULL.</summary>
internal sealed class FromBytesKernel<TOp, TOut>(TOp op, Kernel child, DataType type) : Kernel
    where TOp : struct, IFromBytes<TOut>
    where TOut : unmanaged
{
    private readonly FixedVector<TOut> _result = new(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (BytesVector)child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        var results = _result.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!input.IsNull(row) && !op.Apply(input.Value(row), context, out results[row]))
            {
                _result.Nulls.Set(row);
            }
        }

        return _result;
    }
}

/// <summary>Writes values of fixed size as text; NULL stays NULL.</summary>
internal sealed class ToBytesKernel<TOp, TIn>(TOp op, Kernel child, DataType type) : Kernel
    where TOp : struct, IToBytes<TIn>
    where TIn : unmanaged
{
    public const int MaxLength = 64;

    private readonly BytesVector _result = new(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (FixedVector<TIn>)child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        var values = input.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (input.IsNull(row))
            {
                continue;
            }

            int length = op.Apply(values[row], context, _result.Reserve(MaxLength));
            if (length < 0)
            {
                _result.Nulls.Set(row);
            }
            else
            {
                _result.Commit(row, length);
            }
        }

        return _result;
    }
}
