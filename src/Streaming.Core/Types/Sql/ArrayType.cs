namespace Streaming;

/// <summary>A list of values of one type.</summary>
public sealed class ArrayType(DataType elementType, bool containsNull = true) : DataType
{
    /// <summary>Type of the elements.</summary>
    public DataType ElementType { get; } = elementType;

    /// <summary>Whether elements may be NULL.</summary>
    public bool ContainsNull { get; } = containsNull;

    /// <inheritdoc/>
    public override string SimpleString => $"array<{ElementType.SimpleString}>";

    /// <inheritdoc/>
    public override string Sql => $"ARRAY<{ElementType.Sql}>";

    /// <inheritdoc/>
    public override string Json => $"{{\"type\":\"array\",\"elementType\":{ElementType.Json},\"containsNull\":{(ContainsNull ? "true" : "false")}}}";

    /// <inheritdoc/>
    public override string TypeName => "array";

    /// <inheritdoc/>
    public override bool Equals(DataType? other) => other is ArrayType type && type.ElementType == ElementType && type.ContainsNull == ContainsNull;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(typeof(ArrayType), ElementType);
}
