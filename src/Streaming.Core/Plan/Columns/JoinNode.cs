namespace Streaming;

/// <summary>Rows of two inputs that meet a condition. The columns of the left side come first.</summary>
public abstract class JoinNode : RowNode
{
    private protected JoinNode(string name, RowNode left, RowNode right, JoinType type, IReadOnlyList<JoinKey> keys, SqlExpression? residual, StructType schema)
        : base(name, schema, left, right)
    {
        Left = left;
        Right = right;
        Type = type;
        Keys = keys;
        Residual = residual;
        Columns = new StructType(left.Schema.Fields.Concat(right.Schema.Fields));
    }

    /// <summary>Left side.</summary>
    public RowNode Left { get; }

    /// <summary>Right side.</summary>
    public RowNode Right { get; }

    /// <summary>Which rows come out.</summary>
    public JoinType Type { get; }

    /// <summary>Values that must be equal.</summary>
    public IReadOnlyList<JoinKey> Keys { get; }

    /// <summary>What else must be true, over the columns of both sides (<see cref="Columns"/>); null where nothing else must.</summary>
    public SqlExpression? Residual { get; }

    /// <summary>The columns of the left side, then those of the right one.</summary>
    public StructType Columns { get; }

    /// <inheritdoc/>
    public override string Detail => string.Join(", ", new[] { Type.ToString(), string.Join(" AND ", Keys.Select(key => key.ToString()).Concat(Residual is { } residual ? [residual.Sql] : [])) }.Where(text => text.Length > 0));
}
