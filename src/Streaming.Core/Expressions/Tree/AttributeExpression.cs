namespace Streaming;

/// <summary>A column by name, or a field inside one: <c>a</c>, <c>t.a</c>, <c>a.b</c>.</summary>
public sealed class AttributeExpression(params IEnumerable<string> parts) : SqlExpression
{
    /// <summary>The parts of the name, quotes removed.</summary>
    public IReadOnlyList<string> Parts { get; } = [.. parts];

    /// <summary>The place of the column among those of the input where it is known, the parts then begin with the column's own name; -1: found by name.</summary>
    internal int Position { get; init; } = -1;

    /// <summary>Which column of which DataFrame is meant (<c>df["a"]</c>); null where only the name was given.</summary>
    internal object? Identity { get; init; }
}
