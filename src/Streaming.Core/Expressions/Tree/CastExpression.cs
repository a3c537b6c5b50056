namespace Streaming;

/// <summary><c>CAST(child AS type)</c> or <c>TRY_CAST</c>.</summary>
public sealed class CastExpression(SqlExpression child, DataType type, bool isTry = false) : SqlExpression(child)
{
    /// <summary>What is cast.</summary>
    public SqlExpression Child => Children[0];

    /// <summary>The wanted type.</summary>
    public DataType Type { get; } = type;

    /// <summary>NULL instead of an error.</summary>
    public bool IsTry { get; } = isTry;
}
