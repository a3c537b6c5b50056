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
    public IReadOnlyList<SqlGrouping>? GroupBy { get; init; }

    /// <summary><c>HAVING</c>.</summary>
    public SqlExpression? Having { get; init; }

    /// <summary>What <c>UNION</c> adds, and <c>EXCEPT</c> and <c>INTERSECT</c> take away, in order.</summary>
    public IReadOnlyList<SqlUnion> Unions { get; init; } = [];

    /// <summary><c>ORDER BY</c> of the whole, unions included.</summary>
    public IReadOnlyList<SortExpression> OrderBy { get; init; } = [];

    /// <summary><c>LIMIT</c> of the whole.</summary>
    public SqlExpression? Limit { get; init; }

    /// <summary><c>OFFSET</c> of the whole.</summary>
    public SqlExpression? Offset { get; init; }
}

/// <summary>One more part of a union, or of another operation on sets.</summary>
/// <param name="Part">The part.</param>
/// <param name="IsAll">Equal rows stay.</param>
/// <param name="Operation">The operation.</param>
internal sealed record SqlUnion(SelectStatement Part, bool IsAll, SqlSetOperation Operation = SqlSetOperation.Union);

/// <summary>An operation on two sets of rows.</summary>
internal enum SqlSetOperation
{
    /// <summary>The rows of both.</summary>
    Union,

    /// <summary>The rows of the first that the second does not have.</summary>
    Except,

    /// <summary>The rows that both have.</summary>
    Intersect,
}

/// <summary>A part of GROUP BY; parts are combined, each set of one with each of the others.</summary>
/// <param name="Kind">How the keys make groups.</param>
/// <param name="Keys">The keys, some of them together: <c>ROLLUP((a, b), c)</c>; of <c>GROUPING SETS</c> the sets.</param>
internal sealed record SqlGrouping(SqlGroupingKind Kind, IReadOnlyList<IReadOnlyList<SqlExpression>> Keys)
{
    /// <summary>The sets that the part means.</summary>
    public IEnumerable<IReadOnlyList<SqlExpression>> Sets => Kind switch
    {
        SqlGroupingKind.Plain => [[.. Keys.SelectMany(key => key)]],
        SqlGroupingKind.Rollup => Enumerable.Range(0, Keys.Count + 1).Select(left => Keys.Take(Keys.Count - left).SelectMany(key => key).ToArray()),
        SqlGroupingKind.Cube => Enumerable.Range(0, 1 << Keys.Count).Select(bits => Keys.Where((_, i) => (bits >> (Keys.Count - 1 - i) & 1) == 0).SelectMany(key => key).ToArray()),
        _ => Keys,
    };
}

/// <summary>How keys make groups.</summary>
internal enum SqlGroupingKind
{
    /// <summary>By all keys.</summary>
    Plain,

    /// <summary>By all keys, then with one less each, down to none.</summary>
    Rollup,

    /// <summary>By every subset of the keys.</summary>
    Cube,

    /// <summary>By each of the sets that are written.</summary>
    Sets,
}
