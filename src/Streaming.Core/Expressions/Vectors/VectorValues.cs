using System.Collections;
using System.Text;

namespace Streaming;

/// <summary>Single values of vectors as objects and back: for the edges, where rows leave or enter the engine.</summary>
internal static class VectorValues
{
    /// <summary>A value as the C# type that <see cref="Row"/> names; null for NULL.</summary>
    public static object? Get(ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return null;
        }

        switch (vector)
        {
            case BytesVector bytes:
                return vector.Type == DataTypes.String ? Encoding.UTF8.GetString(bytes.Value(row)) : bytes.Value(row).ToArray();
            case FixedVector<bool> bools:
                return bools.Values[row];
            case FixedVector<sbyte> small:
                return small.Values[row];
            case FixedVector<short> shorts:
                return shorts.Values[row];
            case FixedVector<int> ints:
                return vector.Type == DataTypes.Date ? Date(ints.Values[row]) : ints.Values[row];
            case FixedVector<long> longs:
                return Long(longs.Values[row], vector.Type);
            case FixedVector<float> floats:
                return floats.Values[row];
            case FixedVector<double> doubles:
                return doubles.Values[row];
            case FixedVector<Int128> decimals:
                return new SqlDecimal(decimals.Values[row], ((DecimalType)vector.Type).Scale);
            case FixedVector<Interval> intervals:
                return intervals.Values[row];
            case ArrayVector array:
                return Enumerable.Range(array.Starts[row], array.Lengths[row]).Select(i => Get(array.Elements, i)).ToArray();
            case MapVector map:
                var entries = new Dictionary<object, object?>(map.Lengths[row]);
                for (int i = map.Starts[row]; i < map.Starts[row] + map.Lengths[row]; i++)
                {
                    entries[Get(map.Keys, i)!] = Get(map.Values, i);
                }

                return entries;
            case StructVector structure:
                return new Row((StructType)structure.Type, [.. structure.Fields.Select(field => Get(field, row))]);
            default:
                return null; // the type of NULL alone
        }
    }

    /// <summary>Appends a value in one of the C# types that <see cref="Row"/> names, or one that converts to it without loss.</summary>
    public static void Append(ColumnVector vector, object? value)
    {
        if (value is null)
        {
            vector.AppendNull();
            return;
        }

        switch (vector)
        {
            case BytesVector bytes:
                bytes.AppendCopy(value switch
                {
                    byte[] data => data,
                    ReadOnlyMemory<byte> data => data.Span,
                    Utf8Slice slice => slice.Span,
                    _ => Encoding.UTF8.GetBytes(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!),
                });
                break;
            case FixedVector<bool> bools:
                bools.Append((bool)value);
                break;
            case FixedVector<sbyte> small:
                small.Append(Convert.ToSByte(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case FixedVector<short> shorts:
                shorts.Append(Convert.ToInt16(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case FixedVector<int> ints:
                ints.Append(value is DateOnly day ? Days(day) : Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case FixedVector<long> longs:
                longs.Append(value switch
                {
                    DateTimeOffset moment => Micros(moment),
                    DateTime local => Micros(local),
                    TimeSpan span => span.Ticks / TimeSpan.TicksPerMicrosecond,
                    _ => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
                });
                break;
            case FixedVector<float> floats:
                floats.Append(Convert.ToSingle(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case FixedVector<double> doubles:
                doubles.Append(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case FixedVector<Int128> decimals:
                decimals.Append(Unscaled(value, ((DecimalType)vector.Type).Scale));
                break;
            case FixedVector<Interval> intervals:
                intervals.Append((Interval)value);
                break;
            case ArrayVector array:
                int start = array.Elements.Count;
                foreach (object? item in (IEnumerable)value)
                {
                    Append(array.Elements, item);
                }

                array.AppendRow(start, array.Elements.Count - start);
                break;
            case MapVector map:
                int first = map.Keys.Count;
                foreach (DictionaryEntry entry in (IDictionary)value)
                {
                    Append(map.Keys, entry.Key);
                    Append(map.Values, entry.Value);
                }

                map.AppendRow(first, map.Keys.Count - first);
                break;
            case StructVector structure:
                var row = (Row)value;
                for (int i = 0; i < structure.Fields.Length; i++)
                {
                    Append(structure.Fields[i], row[i]);
                }

                structure.AppendRow();
                break;
            default:
                vector.AppendNull();
                break;
        }
    }

    public static DateOnly Date(int days) => DateOnly.FromDayNumber(days + Epoch);

    public static int Days(DateOnly day) => day.DayNumber - Epoch;

    public static DateTimeOffset Moment(long micros) => new(DateTime.UnixEpoch.AddTicks(checked(micros * TimeSpan.TicksPerMicrosecond)));

    public static long Micros(DateTimeOffset moment) => FloorMicros(moment.UtcTicks - DateTime.UnixEpoch.Ticks);

    public static long Micros(DateTime local) => FloorMicros(local.Ticks - DateTime.UnixEpoch.Ticks);

    public static Int128 Unscaled(object value, int scale)
    {
        var number = value switch
        {
            SqlDecimal exact => exact,
            decimal exact => OfDecimal(exact),
            _ => new SqlDecimal(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture), 0),
        };
        var unscaled = number.Unscaled;
        for (int i = number.Scale; i < scale; i++)
        {
            unscaled = checked(unscaled * 10);
        }

        for (int i = scale; i < number.Scale; i++)
        {
            // Half up, away from zero, as Spark rounds.
            var rest = unscaled % 10;
            unscaled = (unscaled / 10) + (i == number.Scale - 1 && Int128.Abs(rest) >= 5 ? Int128.Sign(rest) : 0);
        }

        return unscaled;
    }

    public static SqlDecimal OfDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = ((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0];
        return new SqlDecimal(value < 0 ? -unscaled : unscaled, (bits[3] >> 16) & 0xFF);
    }

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private static long FloorMicros(long ticks) => ticks >= 0 ? ticks / TimeSpan.TicksPerMicrosecond : -((TimeSpan.TicksPerMicrosecond - 1 - ticks) / TimeSpan.TicksPerMicrosecond);

    private static object Long(long value, DataType type) =>
        type == DataTypes.Timestamp ? Moment(value)
        : type == DataTypes.TimestampNtz ? DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks(checked(value * TimeSpan.TicksPerMicrosecond)), DateTimeKind.Unspecified)
        : type is IntervalType ? TimeSpan.FromTicks(checked(value * TimeSpan.TicksPerMicrosecond))
        : value;
}
