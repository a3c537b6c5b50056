namespace Streaming;

/// <summary>A function given to a function: <c>(x, y) -> x + y</c>. In the body the parameters are <see cref="AttributeExpression"/>s of one part.</summary>
public sealed class LambdaExpression(SqlExpression body, params IEnumerable<string> parameters) : SqlExpression(body)
{
    /// <summary>The body.</summary>
    public SqlExpression Body => Children[0];

    /// <summary>The parameters.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. parameters];
}
