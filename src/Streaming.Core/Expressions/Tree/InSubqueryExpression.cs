namespace Streaming;

/// <summary><c>value IN (SELECT ...)</c>.</summary>
internal sealed class InSubqueryExpression(SqlExpression value, SelectStatement query) : SqlExpression(value)
{
    public SqlExpression Value => Children[0];

    public SelectStatement Query { get; } = query;
}
