namespace Streaming;

/// <summary>Which rows a join gives.</summary>
public enum JoinType
{
    /// <summary>Pairs that meet the condition.</summary>
    Inner,

    /// <summary>All pairs.</summary>
    Cross,

    /// <summary>Pairs, and each row of the left side that has no partner, with NULLs.</summary>
    LeftOuter,

    /// <summary>Pairs, and each row of the right side that has no partner, with NULLs.</summary>
    RightOuter,

    /// <summary>Pairs, and each row of both sides that has no partner, with NULLs.</summary>
    FullOuter,

    /// <summary>Each row of the left side that has a partner, once.</summary>
    LeftSemi,

    /// <summary>Each row of the left side that has no partner.</summary>
    LeftAnti,
}
