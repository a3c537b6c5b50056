namespace Streaming;

/// <summary>Functions that say which keys a grouping set leaves out; the analysis of grouping sets replaces them.</summary>
internal static class GroupingFunctions
{
    private const string Category = "grouping";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Scalar.Bind(Category, "grouping", "1 where a grouping set leaves a key out, else 0.", 1, 1, Refuse),
        Scalar.Bind(Category, "grouping_id", "The bits of grouping(...) of all keys, the first key's highest.", 0, int.MaxValue, Refuse),
    ];

    private static BoundExpression Refuse(FunctionCall call) =>
        throw BindErrors.Make("UNSUPPORTED_GROUPING_EXPRESSION", "grouping()/grouping_id() can only be used with GroupingSets/Cube/Rollup.", "42K0E");
}
