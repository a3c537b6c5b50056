namespace Streaming;

/// <summary>A field of a struct, or a column of a table.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Nullable">Whether it may be NULL.</param>
public sealed record StructField(string Name, DataType Type, bool Nullable = true)
{
    /// <summary>What the column means; <c>COMMENT</c> in DDL.</summary>
    public string? Comment { get; init; }
}
