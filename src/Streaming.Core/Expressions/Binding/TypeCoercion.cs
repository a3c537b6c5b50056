namespace Streaming;

/// <summary>Spark's rules for a type that holds the values of several types.</summary>
internal static class TypeCoercion
{
    private static readonly AtomicKind[] Precedence = [AtomicKind.Byte, AtomicKind.Short, AtomicKind.Integer, AtomicKind.Long, AtomicKind.Float, AtomicKind.Double];

    /// <summary>The type of several values (coalesce, CASE, array, IN, UNION), text giving way to other types in ANSI mode; null where there is none.</summary>
    public static DataType? CommonType(IEnumerable<DataType> types, bool isAnsi = true) => Fold(types, (left, right) => Wider(left, right, isAnsi), isAnsi);

    /// <summary>The same without changing text to or from anything (greatest, least).</summary>
    public static DataType? CommonTypeWithoutText(IEnumerable<DataType> types, bool isAnsi = true) =>
        Fold(types, (left, right) => Tightest(left, right, isAnsi) ?? WithDecimal(left, right) ?? Nested(left, right, (a, b) => CommonTypeWithoutText([a, b], isAnsi)), isAnsi);

    /// <summary>The common type of two.</summary>
    public static DataType? Wider(DataType left, DataType right, bool isAnsi) =>
        Tightest(left, right, isAnsi) ?? WithDecimal(left, right) ?? WithText(left, right, isAnsi) ?? Nested(left, right, (a, b) => Wider(a, b, isAnsi));

    /// <summary>The common type of two without loss and without text or decimals.</summary>
    public static DataType? Tightest(DataType left, DataType right, bool isAnsi)
    {
        if (left == right)
        {
            return left;
        }

        if (left.IsNull() || right.IsNull())
        {
            return left.IsNull() ? right : left;
        }

        if (left is AtomicType a && right is AtomicType b)
        {
            int first = Array.IndexOf(Precedence, a.Kind);
            int second = Array.IndexOf(Precedence, b.Kind);
            if (first >= 0 && second >= 0)
            {
                // An integer next to a float: ANSI takes double, which loses less.
                var wider = Precedence[Math.Max(first, second)];
                return wider == AtomicKind.Float && isAnsi ? DataTypes.Double : first > second ? left : right;
            }

            if (left.IsDatetime() && right.IsDatetime())
            {
                return a.Kind == AtomicKind.Timestamp || b.Kind == AtomicKind.Timestamp ? DataTypes.Timestamp : DataTypes.TimestampNtz;
            }
        }

        if (left is IntervalType i && right is IntervalType j && i.IsYearMonth == j.IsYearMonth)
        {
            return new IntervalType((IntervalUnit)Math.Min((int)i.Start, (int)j.Start), (IntervalUnit)Math.Max((int)i.End, (int)j.End));
        }

        return left.SameType(right) ? Nested(left, right, (x, y) => Tightest(x, y, isAnsi)) : Nested(left, right, (x, y) => Tightest(x, y, isAnsi));
    }

    /// <summary>The type both sides of a comparison or an operator are cast to because one is text; null where text stays.</summary>
    public static DataType? WithText(DataType left, DataType right, bool isAnsi)
    {
        if (left.IsString() == right.IsString())
        {
            return null;
        }

        var other = left.IsString() ? right : left;
        if (!isAnsi)
        {
            return other.IsAtomic() && !other.IsBoolean() && !other.Is(AtomicKind.Binary) ? DataTypes.String : null;
        }

        return other.IsIntegral() ? DataTypes.Long
            : other.IsNumeric() ? DataTypes.Double
            : other is IntervalType ? null
            : other.IsAtomic() ? other
            : null;
    }

    /// <summary>The type of a comparison with text when ANSI is off.</summary>
    public static DataType? LegacyComparison(DataType left, DataType right)
    {
        if (left.IsString() == right.IsString())
        {
            return null;
        }

        var other = left.IsString() ? right : left;
        return other is DecimalType ? DataTypes.Double : other.IsNull() ? DataTypes.String : other.IsAtomic() ? other : null;
    }

    /// <summary>Whether values of a type go where another is wanted without being asked: as ANSI's assignment to a column does it, and text to anything atomic.</summary>
    public static bool Assignable(DataType type, DataType wanted) => (type, wanted) switch
    {
        _ when type.SameType(wanted) || type.IsNull() => true,
        (ArrayType a, ArrayType b) => Assignable(a.ElementType, b.ElementType),
        (MapType a, MapType b) => Assignable(a.KeyType, b.KeyType) && Assignable(a.ValueType, b.ValueType),
        (StructType a, StructType b) => a.Fields.Count == b.Fields.Count && a.Fields.Zip(b.Fields).All(pair => Assignable(pair.First.Type, pair.Second.Type)),
        _ when type.IsString() || wanted.IsString() => type.IsAtomic() && wanted.IsAtomic(),
        _ => (type.IsNumeric() && wanted.IsNumeric()) || (type.IsDatetime() && wanted.IsDatetime()) || (type is IntervalType x && wanted is IntervalType y && x.IsYearMonth == y.IsYearMonth),
    };

    /// <summary>The smallest decimal that holds an integer type.</summary>
    public static DecimalType ForIntegral(DataType type) => ((AtomicType)type).Kind switch
    {
        AtomicKind.Byte => new DecimalType(3, 0),
        AtomicKind.Short => new DecimalType(5, 0),
        AtomicKind.Integer => new DecimalType(10, 0),
        _ => new DecimalType(20, 0),
    };

    public static DecimalType WiderDecimal(DecimalType left, DecimalType right)
    {
        int scale = Math.Max(left.Scale, right.Scale);
        int range = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale);
        return BoundedPreferIntegral(range + scale, scale);
    }

    // More than 38 digits: digits before the point are kept, those behind it go.
    private static DecimalType BoundedPreferIntegral(int precision, int scale)
    {
        if (precision <= DecimalType.MaxPrecision)
        {
            return new DecimalType(precision, scale);
        }

        int whole = precision - scale;
        return new DecimalType(DecimalType.MaxPrecision, Math.Max(0, Math.Min(scale, DecimalType.MaxPrecision - whole)));
    }

    private static DataType? WithDecimal(DataType left, DataType right) => (left, right) switch
    {
        (DecimalType a, DecimalType b) => WiderDecimal(a, b),
        (DecimalType a, _) when right.IsIntegral() => WiderDecimal(a, ForIntegral(right)),
        (_, DecimalType b) when left.IsIntegral() => WiderDecimal(ForIntegral(left), b),
        (DecimalType, _) when right.IsFloating() => DataTypes.Double,
        (_, DecimalType) when left.IsFloating() => DataTypes.Double,
        _ => null,
    };

    private static DataType? Nested(DataType left, DataType right, Func<DataType, DataType, DataType?> common)
    {
        switch (left, right)
        {
            case (ArrayType a, ArrayType b):
                return common(a.ElementType, b.ElementType) is { } element ? new ArrayType(element, a.ContainsNull || b.ContainsNull) : null;
            case (MapType a, MapType b):
                return common(a.KeyType, b.KeyType) is { } key && common(a.ValueType, b.ValueType) is { } value ? new MapType(key, value, a.ValueContainsNull || b.ValueContainsNull) : null;
            case (StructType a, StructType b) when a.Fields.Count == b.Fields.Count:
                var fields = new List<StructField>();
                foreach (var (first, second) in a.Fields.Zip(b.Fields))
                {
                    if (!first.Name.Equals(second.Name, StringComparison.OrdinalIgnoreCase) || common(first.Type, second.Type) is not { } type)
                    {
                        return null;
                    }

                    fields.Add(new StructField(first.Name, type, first.Nullable || second.Nullable));
                }

                return new StructType(fields);
            default:
                return null;
        }
    }

    private static DataType? Fold(IEnumerable<DataType> types, Func<DataType, DataType, DataType?> common, bool isAnsi)
    {
        // Text last (ANSI) or first: the other types decide what it becomes.
        var ordered = types.OrderBy(type => HasText(type) == isAnsi ? 1 : 0).ToArray();
        DataType? result = DataTypes.Null;
        foreach (var type in ordered)
        {
            result = result is null ? null : common(result, type);
        }

        return result;
    }

    private static bool HasText(DataType type) => type.IsString() || (type is ArrayType array && HasText(array.ElementType));
}
