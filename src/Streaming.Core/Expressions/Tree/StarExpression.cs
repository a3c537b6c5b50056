namespace Streaming;

/// <summary>All columns, or all of a relation or struct: <c>*</c>, <c>t.*</c>.</summary>
public sealed class StarExpression(params IEnumerable<string> target) : SqlExpression
{
    /// <summary>Parts of the name before the star; empty for all columns.</summary>
    public IReadOnlyList<string> Target { get; } = [.. target];
}
