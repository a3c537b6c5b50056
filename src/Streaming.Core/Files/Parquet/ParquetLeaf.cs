using System.Numerics;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Streaming;

/// <summary>Makes the leaves of columns: how each of Parquet's types goes into a vector.</summary>
internal static class ParquetLeaf
{
    public static ParquetColumn Create(DataField field, DataType type, string path)
    {
        var vector = Vectors.Create(type);
        ParquetColumn? leaf = Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Boolean when vector is FixedVector<bool> => Fixed<bool>(field),
            TypeCode.Single when vector is FixedVector<float> => Fixed<float>(field),
            TypeCode.Single when vector is FixedVector<double> => Leaf<float>(field, (target, value) => ((FixedVector<double>)target).Append(value)),
            TypeCode.Double when vector is FixedVector<double> => Fixed<double>(field),
            TypeCode.SByte => Integer<sbyte>(field, vector),
            TypeCode.Byte => Integer<byte>(field, vector),
            TypeCode.Int16 => Integer<short>(field, vector),
            TypeCode.UInt16 => Integer<ushort>(field, vector),
            TypeCode.Int32 when vector is FixedVector<int> && type is IntervalType || type == DataTypes.Integer => Fixed<int>(field),
            TypeCode.Int32 => Integer<int>(field, vector),
            TypeCode.UInt32 => Integer<uint>(field, vector),
            TypeCode.Int64 when type == DataTypes.Long || type is IntervalType => Fixed<long>(field),
            TypeCode.Int64 => Integer<long>(field, vector),
            TypeCode.DateTime when type == DataTypes.Date => Leaf<DateTime>(field, (target, value) => ((FixedVector<int>)target).Append((int)((value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay))),
            TypeCode.DateTime when type == DataTypes.Timestamp || type == DataTypes.TimestampNtz => Leaf<DateTime>(field, (target, value) => ((FixedVector<long>)target).Append(ParquetTypes.Micros(value))),
            _ => Other(field, type),
        };
        return leaf ?? throw ParquetColumn.Mismatch(field, type, path);
    }

    private static ParquetColumn? Other(DataField field, DataType type)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>) || field.ClrType == typeof(string))
        {
            return type == DataTypes.String || type == DataTypes.Binary ? Leaf<ReadOnlyMemory<char>>(field, (target, value) => ((BytesVector)target).AppendText(value.Span)) : null;
        }

        if (field.ClrType == typeof(ReadOnlyMemory<byte>) || field.ClrType == typeof(byte[]))
        {
            return type == DataTypes.String || type == DataTypes.Binary ? Leaf<ReadOnlyMemory<byte>>(field, (target, value) => ((BytesVector)target).AppendCopy(value.Span)) : null;
        }

        return field.ClrType == typeof(BigDecimal) && type is DecimalType number
            ? Leaf<BigDecimal>(field, (target, value) => AppendDecimal(target, value.UnscaledValue, value.Scale, number))
            : null;
    }

    // A narrower integer may be read as a wider number.
    private static ParquetColumn? Integer<T>(DataField field, ColumnVector vector)
        where T : unmanaged, IBinaryInteger<T> => vector switch
        {
            _ when vector.Type == DataTypes.Date || vector.Type == DataTypes.Timestamp || vector.Type == DataTypes.TimestampNtz || vector.Type is IntervalType => null,
            FixedVector<sbyte> when typeof(T) == typeof(sbyte) => Fixed<sbyte>(field),
            FixedVector<short> when Size<T>() <= 2 => Leaf<T>(field, (target, value) => ((FixedVector<short>)target).Append(short.CreateChecked(value))),
            FixedVector<int> when Size<T>() <= 4 => Leaf<T>(field, (target, value) => ((FixedVector<int>)target).Append(int.CreateChecked(value))),
            FixedVector<long> => Leaf<T>(field, (target, value) => ((FixedVector<long>)target).Append(long.CreateChecked(value))),
            FixedVector<double> when Size<T>() <= 4 => Leaf<T>(field, (target, value) => ((FixedVector<double>)target).Append(double.CreateChecked(value))),
            FixedVector<Int128> => Leaf<T>(field, (target, value) => AppendDecimal(target, BigInteger.CreateChecked(value), 0, (DecimalType)target.Type)),
            _ => null,
        };

    private static int Size<T>() => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    private static void AppendDecimal(ColumnVector target, BigInteger unscaled, int scale, DecimalType type)
    {
        if (Decimals.TryRescale(unscaled, scale, type.Precision, type.Scale, out var value))
        {
            ((FixedVector<Int128>)target).Append(value);
        }
        else
        {
            target.AppendNull();
        }
    }

    private static ParquetLeafColumn<T> Leaf<T>(DataField field, Action<ColumnVector, T> append)
        where T : struct => new(field, append);

    private static ParquetLeafColumn<T> Fixed<T>(DataField field)
        where T : unmanaged => new(field, (target, value) => ((FixedVector<T>)target).Append(value));
}
