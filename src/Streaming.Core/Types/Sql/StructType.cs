namespace Streaming;

/// <summary>Named fields in order: the type of a struct, and the schema of a table.</summary>
public sealed partial class StructType : DataType
{
    /// <summary>Creates a struct of fields.</summary>
    public StructType(params IEnumerable<StructField> fields) => Fields = [.. fields];

    /// <summary>The fields.</summary>
    public IReadOnlyList<StructField> Fields { get; }

    /// <inheritdoc/>
    public override string SimpleString => $"struct<{string.Join(',', Fields.Select(f => $"{f.Name}:{f.Type.SimpleString}"))}>";

    /// <inheritdoc/>
    public override string Sql => $"STRUCT<{string.Join(", ", Fields.Select(f => $"{f.Name}: {f.Type.Sql}{(f.Nullable ? "" : " NOT NULL")}"))}>";

    /// <inheritdoc/>
    public override string Json => $"{{\"type\":\"struct\",\"fields\":[{string.Join(',', Fields.Select(f => $"{{\"name\":{System.Text.Json.JsonSerializer.Serialize(f.Name)},\"type\":{f.Type.Json},\"nullable\":{(f.Nullable ? "true" : "false")},\"metadata\":{{}}}}"))}]}}";

    /// <inheritdoc/>
    public override string TypeName => "struct";

    /// <inheritdoc/>
    public override bool Equals(DataType? other) => other is StructType type && type.Fields.SequenceEqual(Fields);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(17, (hash, field) => HashCode.Combine(hash, field));
}
