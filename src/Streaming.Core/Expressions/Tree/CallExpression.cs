namespace Streaming;

/// <summary>A function or operator applied to arguments.</summary>
public sealed class CallExpression(string function, IEnumerable<SqlExpression> arguments, bool isDistinct = false, SqlExpression? filter = null) : SqlExpression([.. arguments])
{
    /// <summary>Name of the function as it was written; compared without regard to case.</summary>
    public string Function { get; } = function;

    /// <summary><c>DISTINCT</c> before the arguments.</summary>
    public bool IsDistinct { get; } = isDistinct;

    /// <summary><c>FILTER (WHERE ...)</c> behind an aggregate.</summary>
    public SqlExpression? Filter { get; } = filter;
}
