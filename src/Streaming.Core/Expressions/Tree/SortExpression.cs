namespace Streaming;

/// <summary>A sort key: <c>child ASC NULLS FIRST</c>.</summary>
public sealed class SortExpression(SqlExpression child, bool isDescending, bool nullsFirst) : SqlExpression(child)
{
    /// <summary>The key.</summary>
    public SqlExpression Child => Children[0];

    /// <summary>Largest first.</summary>
    public bool IsDescending { get; } = isDescending;

    /// <summary>NULLs before all values; Spark's default is first for ascending, last for descending.</summary>
    public bool NullsFirst { get; } = nullsFirst;
}
