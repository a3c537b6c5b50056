namespace Streaming;

/// <summary>A field of a struct, an element of an array or a value of a map: <c>a.b</c> behind an expression, <c>a[i]</c>.</summary>
public sealed class ExtractExpression(SqlExpression child, SqlExpression key) : SqlExpression(child, key)
{
    /// <summary>The struct, array or map.</summary>
    public SqlExpression Child => Children[0];

    /// <summary>Field name (a string literal), index or key.</summary>
    public SqlExpression Key => Children[1];
}
