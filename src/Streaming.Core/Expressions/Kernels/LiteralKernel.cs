namespace Streaming;

/// <summary>A constant: the vector is filled once, then only its length follows the batch.</summary>
internal sealed class LiteralKernel(object? value, DataType type) : Kernel
{
    private readonly ColumnVector _vector = Vectors.Create(type);
    private readonly byte[] _bytes = value switch
    {
        string text => System.Text.Encoding.UTF8.GetBytes(text),
        byte[] bytes => bytes,
        _ => [],
    };

    private int _filled;

    public override ColumnVector Evaluate(RowBatch batch, RowSet rows, EvaluationContext context)
    {
        int count = batch.Count;
        _vector.Reset(count);
        if (value is null)
        {
            for (int i = 0; i < count; i++)
            {
                _vector.Nulls.Set(i);
            }
        }
        else if (_filled < count)
        {
            Fill(count);
            _filled = count;
        }

        return _vector;
    }

    private void Fill(int count)
    {
        switch (_vector)
        {
            case FixedVector<bool> vector: Array.Fill(vector.Values, (bool)value!, 0, count); break;
            case FixedVector<sbyte> vector: Array.Fill(vector.Values, (sbyte)value!, 0, count); break;
            case FixedVector<short> vector: Array.Fill(vector.Values, (short)value!, 0, count); break;
            case FixedVector<int> vector: Array.Fill(vector.Values, value is DateOnly date ? SqlTime.Days(date) : (int)value!, 0, count); break;
            case FixedVector<long> vector: Array.Fill(vector.Values, Micros(), 0, count); break;
            case FixedVector<float> vector: Array.Fill(vector.Values, (float)value!, 0, count); break;
            case FixedVector<double> vector: Array.Fill(vector.Values, (double)value!, 0, count); break;
            case FixedVector<Int128> vector: Array.Fill(vector.Values, Unscaled((DecimalType)type), 0, count); break;
            case FixedVector<Interval> vector: Array.Fill(vector.Values, (Interval)value!, 0, count); break;
            case BytesVector vector:
                for (int i = 0; i < count; i++)
                {
                    vector.Set(i, _bytes, 0, _bytes.Length);
                }

                break;
            default: throw new InvalidOperationException($"There are no literals of the type {type.SimpleString}.");
        }
    }

    private long Micros() => value switch
    {
        DateTimeOffset moment => SqlTime.Micros(moment),
        DateTime local => SqlTime.Micros(local),
        TimeSpan length => length.Ticks / TimeSpan.TicksPerMicrosecond,
        _ => (long)value!,
    };

    private Int128 Unscaled(DecimalType decimalType)
    {
        var number = value is decimal plain ? VectorValues.OfDecimal(plain) : (SqlDecimal)value!;
        return Decimals.TryRescale(number.Unscaled, number.Scale, decimalType.Precision, decimalType.Scale, out var unscaled)
            ? unscaled
            : throw BindErrors.DecimalOutOfRange(number.ToString(), decimalType);
    }
}
