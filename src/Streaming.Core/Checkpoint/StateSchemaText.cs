namespace Streaming;

/// <summary>Compares and shows the texts of keys and values in <see cref="StateStoreSchema"/>.</summary>
internal static class StateSchemaText
{
    /// <summary>Whether a query with the new text can read what was written under the old one: the types count, the names of columns do not.</summary>
    public static bool IsCompatible(string old, string now) =>
        old == now || (Parse(old) is { } oldType && Parse(now) is { } newType && IsCompatible(oldType, newType));

    /// <summary>The text as Spark's errors show it where it is a list of columns, else as it is.</summary>
    public static string Show(string text) => Parse(text) is { } type ? Show(type) : text;

    /// <summary>The columns of a text; null where it is none of columns.</summary>
    public static StructType? Parse(string text)
    {
        if (text.Length == 0)
        {
            return new StructType();
        }

        try
        {
            // One word alone is the name of a C# type.
            return text.Contains(' ', StringComparison.Ordinal) ? StructType.FromDdl(text) : null;
        }
        catch (StreamingException)
        {
            return null;
        }
    }

    private static bool IsCompatible(DataType old, DataType now) => (old, now) switch
    {
        (StructType left, StructType right) => left.Fields.Count == right.Fields.Count
            && left.Fields.Zip(right.Fields).All(pair => (pair.First.Nullable || !pair.Second.Nullable) && IsCompatible(pair.First.Type, pair.Second.Type)),
        (ArrayType left, ArrayType right) => (left.ContainsNull || !right.ContainsNull) && IsCompatible(left.ElementType, right.ElementType),
        (MapType left, MapType right) => (left.ValueContainsNull || !right.ValueContainsNull) && IsCompatible(left.KeyType, right.KeyType) && IsCompatible(left.ValueType, right.ValueType),
        _ => old == now,
    };

    private static string Show(DataType type) => type switch
    {
        StructType value => $"StructType({string.Join(',', value.Fields.Select(field => $"StructField({field.Name},{Show(field.Type)},{Text(field.Nullable)})"))})",
        ArrayType value => $"ArrayType({Show(value.ElementType)},{Text(value.ContainsNull)})",
        MapType value => $"MapType({Show(value.KeyType)},{Show(value.ValueType)},{Text(value.ValueContainsNull)})",
        DecimalType value => $"DecimalType({value.Precision},{value.Scale})",
        AtomicType { Kind: AtomicKind.Null } => "NullType",
        AtomicType { Kind: AtomicKind.TimestampNtz } => "TimestampNTZType",
        AtomicType value => $"{value.Kind}Type",
        _ => type.SimpleString,
    };

    private static string Text(bool value) => value ? "true" : "false";
}
