namespace Streaming;

/// <summary>What stands in FROM.</summary>
internal abstract record SqlRelation;

/// <summary>A view by name.</summary>
/// <param name="Name">The parts of the name.</param>
/// <param name="Alias">Its name in the query.</param>
internal sealed record SqlView(IReadOnlyList<string> Name, string? Alias) : SqlRelation;

/// <summary>The table function <c>range</c>.</summary>
/// <param name="Arguments">End; or start, end, and perhaps a step.</param>
/// <param name="Alias">Its name in the query.</param>
internal sealed record SqlRange(IReadOnlyList<SqlExpression> Arguments, string? Alias) : SqlRelation;

/// <summary>A SELECT in parentheses.</summary>
/// <param name="Query">The SELECT.</param>
/// <param name="Alias">Its name in the query.</param>
internal sealed record SqlDerived(SelectStatement Query, string? Alias) : SqlRelation;

/// <summary>A join.</summary>
/// <param name="Left">Left side.</param>
/// <param name="Right">Right side.</param>
/// <param name="Type">Spark's name of the type: inner, left_outer, right_outer, full_outer, left_semi, left_anti, cross.</param>
/// <param name="On">The condition.</param>
/// <param name="Using">Columns of both sides that have to be equal.</param>
internal sealed record SqlJoin(SqlRelation Left, SqlRelation Right, string Type, SqlExpression? On, IReadOnlyList<string> Using) : SqlRelation;
