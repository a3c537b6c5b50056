namespace Streaming;

/// <summary>Questions about types that coercion asks.</summary>
internal static class TypeKinds
{
    public static bool Is(this DataType type, AtomicKind kind) => type is AtomicType atomic && atomic.Kind == kind;

    public static bool IsNull(this DataType type) => type.Is(AtomicKind.Null);

    public static bool IsString(this DataType type) => type.Is(AtomicKind.String);

    public static bool IsBoolean(this DataType type) => type.Is(AtomicKind.Boolean);

    public static bool IsIntegral(this DataType type) => type is AtomicType { Kind: AtomicKind.Byte or AtomicKind.Short or AtomicKind.Integer or AtomicKind.Long };

    public static bool IsFloating(this DataType type) => type is AtomicType { Kind: AtomicKind.Float or AtomicKind.Double };

    public static bool IsNumeric(this DataType type) => type is DecimalType || type.IsIntegral() || type.IsFloating();

    public static bool IsDatetime(this DataType type) => type is AtomicType { Kind: AtomicKind.Date or AtomicKind.Timestamp or AtomicKind.TimestampNtz };

    public static bool IsTimestamp(this DataType type) => type is AtomicType { Kind: AtomicKind.Timestamp or AtomicKind.TimestampNtz };

    /// <summary>Everything but arrays, maps, structs, calendar intervals and NULL.</summary>
    public static bool IsAtomic(this DataType type) => type is DecimalType or IntervalType or AtomicType { Kind: not (AtomicKind.Null or AtomicKind.CalendarInterval) };

    /// <summary>Whether values of the type have an order.</summary>
    public static bool IsOrdered(this DataType type) => type switch
    {
        MapType => false,
        AtomicType { Kind: AtomicKind.CalendarInterval } => false,
        ArrayType array => array.ElementType.IsOrdered(),
        StructType structure => structure.Fields.All(field => field.Type.IsOrdered()),
        _ => true,
    };

    /// <summary>The same type apart from whether parts may be NULL.</summary>
    public static bool SameType(this DataType left, DataType right) => (left, right) switch
    {
        (ArrayType a, ArrayType b) => a.ElementType.SameType(b.ElementType),
        (MapType a, MapType b) => a.KeyType.SameType(b.KeyType) && a.ValueType.SameType(b.ValueType),
        (StructType a, StructType b) => a.Fields.Count == b.Fields.Count && a.Fields.Zip(b.Fields).All(pair =>
            pair.First.Name.Equals(pair.Second.Name, StringComparison.OrdinalIgnoreCase) && pair.First.Type.SameType(pair.Second.Type)),
        _ => left == right,
    };
}
