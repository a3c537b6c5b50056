namespace Streaming;

/// <summary><c>aggregate</c>: the k-th elements of all rows are merged together, one step after the other.</summary>
internal sealed class AggregateKernel(Kernel source, Kernel start, BoundExpression merge, BoundExpression? finish, DataType accumulator, DataType element, DataType type) : Kernel
{
    private readonly LambdaRunner _merge = new(merge, accumulator, element);
    private readonly LambdaRunner? _finish = finish is null ? null : new(finish, accumulator);
    private readonly ColumnVector _result = Vectors.Create(type);
    private readonly ColumnVector[] _states = [Vectors.Create(accumulator), Vectors.Create(accumulator)];

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var array = (ArrayVector)source.Evaluate(batch, rows, context);
        var initial = start.Evaluate(batch, rows, context);
        var state = _states[0];
        var next = _states[1];
        state.Reset(0);
        int longest = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            state.AppendFrom(initial, rows[i]);
            longest = Math.Max(longest, Length(array, rows[i]));
        }

        for (int step = 0; step < longest; step++)
        {
            _merge.Start(batch);
            for (int i = 0; i < rows.Count; i++)
            {
                if (Length(array, rows[i]) > step)
                {
                    _merge.AddRow(rows[i]);
                    _merge.Parameters[0].AppendFrom(state, i);
                    _merge.Parameters[1].AppendFrom(array.Elements, array.Starts[rows[i]] + step);
                }
            }

            var merged = _merge.Run(context);
            next.Reset(0);
            int taken = 0;
            for (int i = 0; i < rows.Count; i++)
            {
                if (Length(array, rows[i]) > step)
                {
                    next.AppendFrom(merged, taken++);
                }
                else
                {
                    next.AppendFrom(state, i);
                }
            }

            (state, next) = (next, state);
        }

        if (_finish is null)
        {
            return Spread(array, state, isDense: false, rows, batch.Count);
        }

        _finish.Start(batch);
        for (int i = 0; i < rows.Count; i++)
        {
            // Rows without an array are not finished: their errors must not show.
            if (!array.IsNull(rows[i]))
            {
                _finish.AddRow(rows[i]);
                _finish.Parameters[0].AppendFrom(state, i);
            }
        }

        return Spread(array, _finish.Run(context), isDense: true, rows, batch.Count);
    }

    private static int Length(ArrayVector array, int row) => array.IsNull(row) ? 0 : array.Lengths[row];

    private ColumnVector Spread(ArrayVector array, ColumnVector state, bool isDense, RowSet rows, int count)
    {
        int taken = 0;
        _result.Reset(0);
        int next = 0;
        for (int i = 0; i < rows.Count; i++, next++)
        {
            for (; next < rows[i]; next++)
            {
                _result.AppendNull();
            }

            if (array.IsNull(rows[i]))
            {
                _result.AppendNull();
            }
            else
            {
                _result.AppendFrom(state, isDense ? taken++ : i);
            }
        }

        for (; next < count; next++)
        {
            _result.AppendNull();
        }

        return _result;
    }
}
