namespace Streaming;

/// <summary>An expression and the name of the column that it makes.</summary>
/// <param name="Name">The name.</param>
/// <param name="Expression">The expression.</param>
public sealed record NamedExpression(string Name, SqlExpression Expression)
{
    /// <inheritdoc/>
    public override string ToString() => Expression is AttributeExpression { Parts: [var part] } && part == Name ? Name : $"{Expression.Sql} AS {Name}";
}
