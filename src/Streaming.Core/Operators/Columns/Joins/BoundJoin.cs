namespace Streaming;

/// <summary>A join with its names and types resolved. Immutable; shared by the workers.</summary>
/// <param name="Type">Which rows come out.</param>
/// <param name="Keys">The equal values, both sides of one type each.</param>
/// <param name="Residual">What else must be true, over the columns of both sides; null where nothing else must.</param>
/// <param name="Left">Columns of the left side.</param>
/// <param name="Right">Columns of the right side.</param>
/// <param name="Schema">Columns of the left side, then those of the right one.</param>
internal sealed record BoundJoin(JoinType Type, IReadOnlyList<BoundJoinKey> Keys, BoundExpression? Residual, StructType Left, StructType Right, StructType Schema)
{
    /// <summary>What a row of the left side must meet by itself, over its columns; only where both sides are streams.</summary>
    public BoundExpression? LeftFilter { get; init; }

    /// <summary>What a row of the right side must meet by itself, over its columns.</summary>
    public BoundExpression? RightFilter { get; init; }

    /// <summary>Which columns of one side the residual condition looks at.</summary>
    public bool[] ResidualUse(bool isLeft)
    {
        var all = Residual is null ? new bool[Schema.Fields.Count] : ColumnUse.Of(Residual, Schema.Fields.Count);
        return isLeft ? all[..Left.Fields.Count] : all[Left.Fields.Count..];
    }

    /// <summary>Which columns of one side the keys look at.</summary>
    public bool[] KeyUse(bool isLeft)
    {
        int columns = (isLeft ? Left : Right).Fields.Count;
        var used = new bool[columns];
        foreach (var key in Keys)
        {
            var one = ColumnUse.Of(isLeft ? key.Left : key.Right, columns);
            for (int i = 0; i < columns; i++)
            {
                used[i] |= one[i];
            }
        }

        return used;
    }
}

/// <summary>An equality of a join.</summary>
/// <param name="Left">The value of the left side.</param>
/// <param name="Right">The value of the right side.</param>
/// <param name="MatchesNulls">Whether NULL equals NULL.</param>
internal sealed record BoundJoinKey(BoundExpression Left, BoundExpression Right, bool MatchesNulls);
