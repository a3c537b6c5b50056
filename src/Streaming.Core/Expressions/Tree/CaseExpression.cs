namespace Streaming;

/// <summary><c>CASE WHEN c THEN v ... ELSE e END</c>. Children: condition, value, condition, value, ..., else where there is one.</summary>
public sealed class CaseExpression(IEnumerable<(SqlExpression Condition, SqlExpression Value)> branches, SqlExpression? otherwise)
    : SqlExpression([.. branches.SelectMany(branch => new[] { branch.Condition, branch.Value }), .. otherwise is null ? Array.Empty<SqlExpression>() : [otherwise]])
{
    /// <summary>True where there is an <c>ELSE</c>.</summary>
    public bool HasElse => Children.Count % 2 == 1;
}
