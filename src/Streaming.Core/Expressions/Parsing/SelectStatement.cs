namespace Streaming;

/// <summary>A SELECT as it was written. Immutable.</summary>
internal sealed record SelectStatement
{
    /// <summary><c>DISTINCT</c>.</summary>
    public bool IsDistinct { get; init; }

    /// <summary>What is selected.</summary>
    public required IReadOnlyList<SqlExpression> Items { get; init; }

    /// <summary><c>FROM</c>; null without one.</summary>
    public SqlRelation? From { get; init; }

    /// <summary><c>WHERE</c>.</summary>
    public SqlExpression? Where { get; init; }

    /// <summary><c>GROUP BY</c>; null without one.</summary>
    public SqlGrouping? GroupBy { get; init; }

    /// <summary><c>HAVING</c>.</summary>
    public SqlExpression? Having { get; init; }

    /// <summary>What <c>UNION</c> adds, in order.</summary>
    public IReadOnlyList<SqlUnion> Unions { get; init; } = [];

    /// <summary><c>ORDER BY</c> of the whole, unions included.</summary>
    public IReadOnlyList<SortExpression> OrderBy { get; init; } = [];

    /// <summary><c>LIMIT</c> of the whole.</summary>
    public SqlExpression? Limit { get; init; }

    /// <summary><c>OFFSET</c> of the whole.</summary>
    public SqlExpression? Offset { get; init; }
}

/// <summary>One more part of a union.</summary>
/// <param name="Part">The part.</param>
/// <param name="IsAll">Equal rows stay.</param>
internal sealed record SqlUnion(SelectStatement Part, bool IsAll);

/// <summary>GROUP BY.</summary>
/// <param name="Kind">How the keys make groups.</param>
/// <param name="Keys">The keys.</param>
internal sealed record SqlGrouping(SqlGroupingKind Kind, IReadOnlyList<SqlExpression> Keys);

/// <summary>How keys make groups.</summary>
internal enum SqlGroupingKind
{
    /// <summary>By all keys.</summary>
    Plain,

    /// <summary>By all keys, then with one less each, down to none.</summary>
    Rollup,

    /// <summary>By every subset of the keys.</summary>
    Cube,
}
