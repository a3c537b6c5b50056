namespace Streaming;

/// <summary>A column by name, or a field inside one: <c>a</c>, <c>t.a</c>, <c>a.b</c>.</summary>
public sealed class AttributeExpression(params IEnumerable<string> parts) : SqlExpression
{
    /// <summary>The parts of the name, quotes removed.</summary>
    public IReadOnlyList<string> Parts { get; } = [.. parts];

    /// <summary>The place of the column among those of the input where it is known; -1: found by name.</summary>
    internal int Position { get; init; } = -1;
}
