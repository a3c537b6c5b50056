using System.Numerics;

namespace Streaming;

/// <summary>What a comparison asks.</summary>
internal enum Comparison
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,
}

/// <summary>Comparison of values that .NET orders as SQL does.</summary>
internal readonly struct CompareOrdered<T>(Comparison comparison) : IBinary<T, T, bool>
    where T : unmanaged, IComparisonOperators<T, T, bool>
{
    public bool Apply(T left, T right, EvaluationContext context, out bool result)
    {
        result = comparison switch
        {
            Comparison.Equal => left == right,
            Comparison.Less => left < right,
            Comparison.LessOrEqual => left <= right,
            Comparison.Greater => left > right,
            _ => left >= right,
        };
        return true;
    }
}

/// <summary>Comparison of floating-point numbers: NaN equals NaN and is largest.</summary>
internal readonly struct CompareFloats<T>(Comparison comparison) : IBinary<T, T, bool>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public bool Apply(T left, T right, EvaluationContext context, out bool result)
    {
        int order = left < right ? -1 : left > right ? 1 : left == right ? 0 : T.IsNaN(left) ? (T.IsNaN(right) ? 0 : 1) : -1;
        result = CompareKernel.Holds(comparison, order);
        return true;
    }
}

/// <summary>Comparison of text, booleans and values with parts.</summary>
internal sealed class CompareKernel(Comparison comparison, Kernel left, Kernel right) : Kernel
{
    private readonly FixedVector<bool> _result = new(DataTypes.Boolean);

    public static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var leftInput = left.Evaluate(batch, rows, context);
        var rightInput = right.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(leftInput.Nulls, batch.Count);
        _result.Nulls.Or(rightInput.Nulls, batch.Count);
        var results = _result.Values;
        if (leftInput is BytesVector leftBytes && rightInput is BytesVector rightBytes)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                int row = rows[i];
                if (!_result.IsNull(row))
                {
                    results[row] = comparison == Comparison.Equal
                        ? leftBytes.Value(row).SequenceEqual(rightBytes.Value(row))
                        : Holds(comparison, leftBytes.Value(row).SequenceCompareTo(rightBytes.Value(row)));
                }
            }

            return _result;
        }

        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!_result.IsNull(row))
            {
                results[row] = Holds(comparison, VectorOrder.Compare(leftInput, row, rightInput, row));
            }
        }

        return _result;
    }
}

/// <summary><c>&lt;=&gt;</c>: equal, or both NULL.</summary>
internal sealed class NullSafeEqualKernel(Kernel left, Kernel right) : Kernel
{
    private readonly FixedVector<bool> _result = new(DataTypes.Boolean);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var leftInput = left.Evaluate(batch, rows, context);
        var rightInput = right.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            _result.Values[row] = VectorOrder.CompareNullable(leftInput, row, rightInput, row) == 0;
        }

        return _result;
    }
}

/// <summary>x IN (a, b, ...): NULL where nothing is equal and something is NULL.</summary>
internal sealed class InKernel(Kernel value, Kernel[] candidates) : Kernel
{
    private readonly FixedVector<bool> _result = new(DataTypes.Boolean);

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        var input = value.Evaluate(batch, rows, context);
        _result.Reset(batch.Count);
        _result.Nulls.Or(input.Nulls, batch.Count);
        Array.Clear(_result.Values, 0, batch.Count);
        var open = new int[rows.Count];
        int count = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (!input.IsNull(rows[i]))
            {
                open[count++] = rows[i];
            }
        }

        // Rows that have found their value leave the set, so that later candidates are not computed for them.
        foreach (var candidate in candidates)
        {
            if (count == 0)
            {
                break;
            }

            var other = candidate.Evaluate(batch, RowSet.Of(open, count), context);
            int left = 0;
            for (int i = 0; i < count; i++)
            {
                int row = open[i];
                if (other.IsNull(row))
                {
                    _result.Nulls.Set(row);
                }
                else if (VectorOrder.Compare(input, row, other, row) == 0)
                {
                    _result.Values[row] = true;
                    continue;
                }

                open[left++] = row;
            }

            count = left;
        }

        return WithoutFalseNulls(batch.Count, rows);
    }

    // A row that found its value after a NULL candidate is not NULL.
    private FixedVector<bool> WithoutFalseNulls(int count, RowSet rows)
    {
        if (!_result.Nulls.Any)
        {
            return _result;
        }

        var nulls = new bool[count];
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            nulls[row] = _result.IsNull(row) && !_result.Values[row];
        }

        _result.Nulls.Reset(count);
        for (int i = 0; i < count; i++)
        {
            if (nulls[i])
            {
                _result.Nulls.Set(i);
            }
        }

        return _result;
    }
}
