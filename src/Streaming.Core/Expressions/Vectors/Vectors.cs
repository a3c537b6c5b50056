namespace Streaming;

/// <summary>Makes the vector of a type.</summary>
internal static class Vectors
{
    public static ColumnVector Create(DataType type) => type switch
    {
        DecimalType => new FixedVector<Int128>(type),
        IntervalType { IsYearMonth: true } => new FixedVector<int>(type),
        IntervalType => new FixedVector<long>(type),
        ArrayType array => new ArrayVector(array, Create(array.ElementType)),
        MapType map => new MapVector(map, Create(map.KeyType), Create(map.ValueType)),
        StructType structure => new StructVector(structure, [.. structure.Fields.Select(field => Create(field.Type))]),
        AtomicType atomic => atomic.Kind switch
        {
            AtomicKind.Null => new FixedVector<byte>(type),
            AtomicKind.Boolean => new FixedVector<bool>(type),
            AtomicKind.Byte => new FixedVector<sbyte>(type),
            AtomicKind.Short => new FixedVector<short>(type),
            AtomicKind.Integer or AtomicKind.Date => new FixedVector<int>(type),
            AtomicKind.Long or AtomicKind.Timestamp or AtomicKind.TimestampNtz => new FixedVector<long>(type),
            AtomicKind.Float => new FixedVector<float>(type),
            AtomicKind.Double => new FixedVector<double>(type),
            AtomicKind.String or AtomicKind.Binary => new BytesVector(type),
            AtomicKind.CalendarInterval => new FixedVector<Interval>(type),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type.SimpleString),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.SimpleString),
    };
}
