namespace Streaming;

/// <summary>Casts between types of fixed size.</summary>
internal sealed class FixedCastKernel<TIn, TOut>(Kernel child, DataType type, CastFunction<TIn, TOut> function, Func<TIn, StreamingException?>? failure) : Kernel
    where TIn : unmanaged
    where TOut : unmanaged
{
    private readonly FixedVector<TOut> _result = new(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (FixedVector<TIn>)child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!input.IsNull(row) && !function(input.Values[row], context, out _result.Values[row]))
            {
                _result.Nulls.Set(failure?.Invoke(input.Values[row]) is { } error ? throw error : row);
            }
        }

        return _result;
    }
}

/// <summary>Casts from text to a type of fixed size.</summary>
internal sealed class TextCastKernel<TOut>(Kernel child, DataType type, TextCast<TOut> function, Func<string, StreamingException>? failure) : Kernel
    where TOut : unmanaged
{
    private readonly FixedVector<TOut> _result = new(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (BytesVector)child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!input.IsNull(row) && !function(input.Value(row), context, out _result.Values[row]))
            {
                _result.Nulls.Set(failure is null ? row : throw failure(System.Text.Encoding.UTF8.GetString(input.Value(row))));
            }
        }

        return _result;
    }
}

/// <summary>Casts from a type of fixed size to text.</summary>
internal sealed class ToTextKernel<TIn>(Kernel child, TextOf<TIn> function) : Kernel
    where TIn : unmanaged
{
    private const int LongestText = 64;

    private readonly BytesVector _result = new(DataTypes.String);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (FixedVector<TIn>)child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!input.IsNull(row))
            {
                _result.Commit(row, function(input.Values[row], context, _result.Reserve(LongestText)));
            }
        }

        return _result;
    }
}

/// <summary>Casts arrays, maps, structs and intervals to text; through C# values, since nothing fast needs it.</summary>
internal sealed class AnyToTextKernel(Kernel child, DataType from) : Kernel
{
    private readonly BytesVector _result = new(DataTypes.String);
    private readonly System.Text.StringBuilder _text = new();

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = child.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!input.IsNull(row))
            {
                _text.Clear();
                RowText.AppendCast(_text, VectorValues.Get(input, row), from);
                _result.SetCopy(row, System.Text.Encoding.UTF8.GetBytes(_text.ToString()));
            }
        }

        return _result;
    }
}

/// <summary>Casts the elements of arrays; their places stay.</summary>
internal sealed class ArrayCastKernel(Kernel child, ArrayType type, BoundExpression element) : Kernel
{
    private readonly Kernel _element = element.Compile();
    private readonly StructType _schema = new([new StructField("element", element.Children is [var source] ? source.Type : DataTypes.Null)]);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = (ArrayVector)child.Evaluate(batch, rows, context);
        var elements = new RowBatch(_schema, [input.Elements], 0) { Count = input.Elements.Count };
        var result = new ArrayVector(type, _element.Evaluate(elements, RowSet.All(elements.Count), context));
        result.SetRows(input, batch.Count);
        return result;
    }
}

/// <summary>Gives NULL at rows whose computation fails.</summary>
internal sealed class TryKernel(Kernel child, DataType type) : Kernel
{
    private readonly int[] _one = new int[1];

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        try
        {
            return child.Evaluate(batch, rows, context);
        }
        catch (StreamingException)
        {
            var result = Vectors.Create(type);
            result.Reset(batch.Count);
            for (int i = 0; i < rows.Count; i++)
            {
                _one[0] = rows[i];
                var single = RowSet.Of(_one, 1);
                try
                {
                    VectorCopy.Rows(result, child.Evaluate(batch, single, context), single);
                }
                catch (StreamingException)
                {
                    result.Nulls.Set(rows[i]);
                }
            }

            return result;
        }
    }
}
