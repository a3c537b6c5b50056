namespace Streaming;

/// <summary>Spark's names of join types.</summary>
internal static class JoinTypes
{
    private static readonly string[] Known =
    [
        "inner", "outer", "full", "fullouter", "full_outer", "leftouter", "left", "left_outer", "rightouter", "right", "right_outer", "leftsemi", "left_semi", "semi", "leftanti", "left_anti", "anti", "cross",
    ];

    public static JoinType Parse(string name) => name.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal) switch
    {
        "inner" => JoinType.Inner,
        "outer" or "full" or "fullouter" => JoinType.FullOuter,
        "left" or "leftouter" => JoinType.LeftOuter,
        "right" or "rightouter" => JoinType.RightOuter,
        "semi" or "leftsemi" => JoinType.LeftSemi,
        "anti" or "leftanti" => JoinType.LeftAnti,
        "cross" => JoinType.Cross,
        _ => throw new StreamingException(
            "UNSUPPORTED_JOIN_TYPE", $"[UNSUPPORTED_JOIN_TYPE] Unsupported join type '{name}'. Supported join types include: {string.Join(", ", Known.Select(known => $"'{known}'"))}. SQLSTATE: 0A000")
        { SqlState = "0A000" },
    };

    /// <summary>Whether only rows of the left side come out.</summary>
    public static bool IsLeftOnly(this JoinType type) => type is JoinType.LeftSemi or JoinType.LeftAnti;

    /// <summary>Whether rows of the left side come out without a partner.</summary>
    public static bool KeepsLeft(this JoinType type) => type is JoinType.LeftOuter or JoinType.FullOuter;

    /// <summary>Whether rows of the right side come out without a partner.</summary>
    public static bool KeepsRight(this JoinType type) => type is JoinType.RightOuter or JoinType.FullOuter;

    /// <summary>Whether a condition on the left side alone may be asked before the join.</summary>
    public static bool FiltersLeft(this JoinType type) => type is JoinType.Inner or JoinType.Cross or JoinType.RightOuter or JoinType.LeftSemi;

    /// <summary>Whether a condition on the right side alone may be asked before the join.</summary>
    public static bool FiltersRight(this JoinType type) => type is JoinType.Inner or JoinType.Cross or JoinType.LeftOuter or JoinType.LeftSemi or JoinType.LeftAnti;
}
