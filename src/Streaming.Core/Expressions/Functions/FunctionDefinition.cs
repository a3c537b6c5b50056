namespace Streaming;

/// <summary>A function or operator: names, what it takes, and how it is bound. One entry in a file of its category makes a function known everywhere.</summary>
internal sealed class FunctionDefinition
{
    /// <summary>The names, the usual one first.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Category for the documentation, for example <c>string</c>.</summary>
    public required string Category { get; init; }

    /// <summary>One line for the documentation.</summary>
    public required string Summary { get; init; }

    /// <summary>Fewest arguments.</summary>
    public required int MinArguments { get; init; }

    /// <summary>Most arguments.</summary>
    public required int MaxArguments { get; init; }

    /// <summary>Checks and converts the arguments' types and makes the bound expression; throws with Spark's error class.</summary>
    public required Func<FunctionCall, BoundExpression> Bind { get; init; }
}
