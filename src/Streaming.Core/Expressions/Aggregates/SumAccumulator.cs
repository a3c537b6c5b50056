using System.Buffers;
using System.Numerics;

namespace Streaming;

/// <summary>How sums of a type are added up and shown.</summary>
/// <typeparam name="TSum">The type of the sums: long, double or <see cref="Int128"/>.</typeparam>
internal interface ISumRules<TSum>
{
    /// <summary>The sum of two; <paramref name="overflow"/> where it does not fit.</summary>
    static abstract TSum Add(TSum left, TSum right, out bool overflow);
}

internal readonly struct LongRules : ISumRules<long>
{
    public static long Add(long left, long right, out bool overflow)
    {
        long sum = unchecked(left + right);
        overflow = ((left ^ sum) & (right ^ sum)) < 0;
        return sum;
    }
}

internal readonly struct DoubleRules : ISumRules<double>
{
    public static double Add(double left, double right, out bool overflow)
    {
        overflow = false;
        return left + right;
    }
}

internal readonly struct DecimalRules : ISumRules<Int128>
{
    public static Int128 Add(Int128 left, Int128 right, out bool overflow)
    {
        var sum = unchecked(left + right);
        overflow = ((left ^ sum) & (right ^ sum)) < 0;
        return sum;
    }
}

/// <summary>Adds numbers up; with their count, also for averages.</summary>
/// <param name="overflowed">Says what an overflow is: throws, or returns true where the sum becomes NULL and false where it wraps around.</param>
/// <param name="fits">Whether a final sum fits its type.</param>
/// <param name="finish">Appends the result of sum and count (of values that are not NULL, at least 1).</param>
/// <param name="isAverage">Whether the count is needed, and not only whether there is a value.</param>
internal sealed class SumAccumulator<TSum, TRules>(Func<bool> overflowed, Func<TSum, bool> fits, Action<TSum, long, ColumnVector> finish, bool isAverage = false) : Accumulator
    where TSum : unmanaged, INumberBase<TSum>
    where TRules : struct, ISumRules<TSum>
{
    // A sum that overflowed and is NULL for good.
    private const long Lost = -1;
    private const byte LostMark = 2;

    /// <summary>Whether a row counts only where no argument is NULL, not just the first.</summary>
    public bool NeedsAllArguments { get; init; }

    private TSum[] _sums = [];
    private long[] _counts = [];

    public override void Grow(int groups)
    {
        Grow(ref _sums, groups);
        Grow(ref _counts, groups);
    }

    public override void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_counts);
    }

    public override void Reset(int group)
    {
        _sums[group] = default;
        _counts[group] = 0;
    }

    public override void Update(ReadOnlySpan<ColumnVector> arguments, RowSet rows, ReadOnlySpan<int> groups)
    {
        switch (arguments[0])
        {
            case FixedVector<TSum> values when NeedsAllArguments:
                for (int i = 0; i < rows.Count; i++)
                {
                    int row = rows[i];
                    if (!values.IsNull(row) && !arguments[1].IsNull(row))
                    {
                        Add(groups[row], values.Values[row], 1);
                    }
                }

                break;
            case FixedVector<TSum> values:
                Update(values, rows, groups);
                break;
            case FixedVector<long> values:
                Update(values, rows, groups);
                break;
            case FixedVector<int> values:
                Update(values, rows, groups);
                break;
            case FixedVector<short> values:
                Update(values, rows, groups);
                break;
            case FixedVector<sbyte> values:
                Update(values, rows, groups);
                break;
            case FixedVector<float> values:
                Update(values, rows, groups);
                break;
        }
    }

    public override void Merge(int group, Accumulator other, int otherGroup)
    {
        var sums = (SumAccumulator<TSum, TRules>)other;
        if (sums._counts[otherGroup] == Lost)
        {
            _counts[group] = Lost;
        }
        else if (sums._counts[otherGroup] > 0)
        {
            Add(group, sums._sums[otherGroup], sums._counts[otherGroup]);
        }
    }

    public override void Write(int group, ArrayBufferWriter<byte> output)
    {
        StateValue.Write(_sums[group], output, _counts[group] switch { Lost => LostMark, 0 => StateValue.None, _ => StateValue.Some });
        if (isAverage)
        {
            StateValue.Write(Math.Max(0, _counts[group]), output);
        }
        else if (typeof(TSum) == typeof(Int128))
        {
            // Spark's sums of decimals say so besides.
            StateValue.Write(_counts[group] == 0, output);
        }
    }

    public override void Read(int group, ref ReadOnlySpan<byte> data)
    {
        byte mark = StateValue.Read(ref data, out _sums[group]);
        long count = mark == StateValue.None ? 0 : 1;
        if (isAverage)
        {
            StateValue.Read(ref data, out count);
        }
        else if (typeof(TSum) == typeof(Int128))
        {
            StateValue.Read(ref data, out bool _);
        }

        _counts[group] = mark == LostMark ? Lost : count;
    }

    public override void Finish(int group, ColumnVector result)
    {
        if (_counts[group] <= 0 || (!fits(_sums[group]) && overflowed()))
        {
            result.AppendNull();
            return;
        }

        finish(_sums[group], _counts[group], result);
    }

    private void Update<T>(FixedVector<T> values, RowSet rows, ReadOnlySpan<int> groups)
        where T : unmanaged, INumberBase<T>
    {
        bool nulls = values.Nulls.Any;
        var source = values.Values;
        for (int i = 0; i < rows.Count; i++)
        {
            int row = rows[i];
            if (!nulls || !values.Nulls[row])
            {
                Add(groups[row], TSum.CreateTruncating(source[row]), 1);
            }
        }
    }

    private void Add(int group, TSum value, long count)
    {
        if (_counts[group] == Lost)
        {
            return;
        }

        var sum = TRules.Add(_sums[group], value, out bool overflow);
        if (overflow && overflowed())
        {
            _counts[group] = Lost;
            return;
        }

        _sums[group] = sum;
        _counts[group] += count;
    }
}
