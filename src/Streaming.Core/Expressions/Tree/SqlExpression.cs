namespace Streaming;

/// <summary>An expression as it was written: names and types are not resolved yet. Immutable.</summary>
/// <remarks>
/// Operators are calls of functions named like the operator (<c>+</c>, <c>=</c>, <c>AND</c>, <c>NOT</c>, <c>LIKE</c>, <c>IN</c>, ...), so that one registry knows them all.
/// </remarks>
public abstract class SqlExpression
{
    private protected SqlExpression(params SqlExpression[] children) => Children = children;

    /// <summary>The parts.</summary>
    public IReadOnlyList<SqlExpression> Children { get; }

    /// <summary>The expression as SQL text, in the form that Spark uses for column names.</summary>
    public string Sql => SqlText.Of(this);

    /// <summary>Where it was read from; null where no text was read.</summary>
    internal SqlOrigin? Origin { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => Sql;

    /// <summary>Says where the expression was read from; what was said first counts.</summary>
    internal SqlExpression At(SqlOrigin? origin)
    {
        Origin ??= origin;
        return this;
    }
}
