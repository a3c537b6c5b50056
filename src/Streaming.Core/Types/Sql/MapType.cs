namespace Streaming;

/// <summary>Keys with a value each.</summary>
public sealed class MapType(DataType keyType, DataType valueType, bool valueContainsNull = true) : DataType
{
    /// <summary>Type of the keys, which are never NULL.</summary>
    public DataType KeyType { get; } = keyType;

    /// <summary>Type of the values.</summary>
    public DataType ValueType { get; } = valueType;

    /// <summary>Whether values may be NULL.</summary>
    public bool ValueContainsNull { get; } = valueContainsNull;

    /// <inheritdoc/>
    public override string SimpleString => $"map<{KeyType.SimpleString},{ValueType.SimpleString}>";

    /// <inheritdoc/>
    public override string Sql => $"MAP<{KeyType.Sql}, {ValueType.Sql}>";

    /// <inheritdoc/>
    public override string Json => $"{{\"type\":\"map\",\"keyType\":{KeyType.Json},\"valueType\":{ValueType.Json},\"valueContainsNull\":{(ValueContainsNull ? "true" : "false")}}}";

    /// <inheritdoc/>
    public override string TypeName => "map";

    /// <inheritdoc/>
    public override bool Equals(DataType? other) => other is MapType type && type.KeyType == KeyType && type.ValueType == ValueType && type.ValueContainsNull == ValueContainsNull;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(typeof(MapType), KeyType, ValueType);
}
