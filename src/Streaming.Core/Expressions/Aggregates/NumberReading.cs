namespace Streaming;

/// <summary>Values of any type that has numbers inside as doubles, and back.</summary>
internal static class NumberReading
{
    public static double ToDouble(ColumnVector vector, int row) => vector switch
    {
        FixedVector<double> values => values.Values[row],
        FixedVector<float> values => values.Values[row],
        FixedVector<long> values => values.Values[row],
        FixedVector<int> values => values.Values[row],
        FixedVector<short> values => values.Values[row],
        FixedVector<sbyte> values => values.Values[row],
        FixedVector<Int128> values => Decimals.ToDouble(values.Values[row], ((DecimalType)vector.Type).Scale),
        _ => throw new InvalidOperationException(vector.Type.SimpleString),
    };

    /// <summary>Appends a double as a value of the vector's type, cut off where that has no fraction.</summary>
    public static void Append(ColumnVector vector, double value)
    {
        switch (vector)
        {
            case FixedVector<double> values: values.Append(value); break;
            case FixedVector<float> values: values.Append((float)value); break;
            case FixedVector<long> values: values.Append((long)value); break;
            case FixedVector<int> values: values.Append((int)value); break;
            case FixedVector<short> values: values.Append((short)value); break;
            case FixedVector<sbyte> values: values.Append((sbyte)value); break;
            case FixedVector<Int128> values:
                var type = (DecimalType)vector.Type;
                if (CastsToDecimal.TryParse(CastsToText.OfDouble(value), out var unscaled, out int scale) && Decimals.TryRescale(unscaled, scale, type.Precision, type.Scale, out var exact))
                {
                    values.Append(exact);
                }
                else
                {
                    values.AppendNull();
                }

                break;
            default: throw new InvalidOperationException(vector.Type.SimpleString);
        }
    }
}
