namespace Streaming;

/// <summary>An equality that a join asks for.</summary>
/// <param name="Left">The value of the left side, over its columns.</param>
/// <param name="Right">The value of the right side, over its columns.</param>
/// <param name="MatchesNulls">True for <c>&lt;=&gt;</c>, where NULL equals NULL.</param>
public sealed record JoinKey(SqlExpression Left, SqlExpression Right, bool MatchesNulls)
{
    /// <summary>Where the equality was read from; null where no text was read.</summary>
    internal SqlOrigin? Origin { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Left.Sql} {(MatchesNulls ? "<=>" : "=")} {Right.Sql}";
}
