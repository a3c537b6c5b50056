namespace Streaming;

/// <summary><c>array_sort</c> with a comparison: merge sort, so that equal elements keep their order and a wrong comparison does no harm.</summary>
internal sealed class ComparatorKernel(Kernel source, BoundExpression comparison, ArrayType type) : Kernel
{
    private readonly LambdaRunner _lambda = new(comparison, type.ElementType, type.ElementType);
    private readonly ArrayVector _result = (ArrayVector)Vectors.Create(type);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var array = (ArrayVector)source.Evaluate(batch, rows, context);
        _result.Reset(0);
        int next = 0;
        for (int i = 0; i < rows.Count; i++, next++)
        {
            int row = rows[i];
            for (; next < row; next++)
            {
                _result.AppendNull();
            }

            if (array.IsNull(row))
            {
                _result.AppendNull();
                continue;
            }

            var order = Sort(Enumerable.Range(array.Starts[row], array.Lengths[row]).ToArray(), array.Elements, batch, row, context);
            int start = _result.Elements.Count;
            foreach (int index in order)
            {
                _result.Elements.AppendFrom(array.Elements, index);
            }

            _result.AppendRow(start, order.Length);
        }

        for (; next < batch.Count; next++)
        {
            _result.AppendNull();
        }

        return _result;
    }

    private int[] Sort(int[] items, ColumnVector elements, RowBatch batch, int row, EvaluationContext context)
    {
        if (items.Length < 2)
        {
            return items;
        }

        var left = Sort(items[..(items.Length / 2)], elements, batch, row, context);
        var right = Sort(items[(items.Length / 2)..], elements, batch, row, context);
        int l = 0;
        int r = 0;
        for (int i = 0; i < items.Length; i++)
        {
            bool takesLeft = r == right.Length || (l < left.Length && Compare(left[l], right[r]) <= 0);
            items[i] = takesLeft ? left[l++] : right[r++];
        }

        return items;

        int Compare(int a, int b)
        {
            _lambda.Start(batch);
            _lambda.AddRow(row);
            _lambda.Parameters[0].AppendFrom(elements, a);
            _lambda.Parameters[1].AppendFrom(elements, b);
            var result = _lambda.Run(context);
            return result.IsNull(0)
                ? throw FunctionErrors.Of("COMPARATOR_RETURNS_NULL", "22004", "The comparator has returned a NULL for a comparison between two elements. It should return a positive integer for \"greater than\", 0 for \"equal\" and a negative integer for \"less than\". To revert to deprecated behavior where NULL is treated as 0 (equal), you must set \"spark.sql.legacy.allowNullComparisonResultInArraySort\" to \"true\".")
                : ((FixedVector<int>)result).Values[0];
        }
    }
}
