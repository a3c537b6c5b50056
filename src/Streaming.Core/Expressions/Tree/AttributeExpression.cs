namespace Streaming;

/// <summary>A column by name, or a field inside one: <c>a</c>, <c>t.a</c>, <c>a.b</c>.</summary>
public sealed class AttributeExpression(params IEnumerable<string> parts) : SqlExpression
{
    /// <summary>The parts of the name, quotes removed.</summary>
    public IReadOnlyList<string> Parts { get; } = [.. parts];

    /// <summary>Position of the column in the input, where the name alone does not say which (two sides of a join have it); else -1. The parts then begin with the column's name.</summary>
    public int Ordinal { get; internal init; } = -1;

    /// <summary>Which column of which DataFrame is meant (<c>df["a"]</c>); null where only the name was given.</summary>
    internal object? Identity { get; init; }
}
