namespace Streaming;

/// <summary><c>child AS name</c>; several names for functions that make several columns.</summary>
public sealed class AliasExpression(SqlExpression child, params IEnumerable<string> names) : SqlExpression(child)
{
    /// <summary>What is named.</summary>
    public SqlExpression Child => Children[0];

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; } = [.. names];
}
