namespace Streaming;

/// <summary>Functions that make several rows of one; only in the list of a select.</summary>
internal static class GeneratorFunctions
{
    public const string Category = "generator";

    public static IEnumerable<FunctionDefinition> All =>
    [
        Define("explode", "A row for each element of an array or entry of a map.", hasPosition: false, isOuter: false),
        Define("explode_outer", "As explode, and one row of NULL where there is no element.", hasPosition: false, isOuter: true),
        Define("posexplode", "As explode, with the number of the element from 0.", hasPosition: true, isOuter: false),
        Define("posexplode_outer", "As explode_outer, with the number of the element from 0.", hasPosition: true, isOuter: true),
    ];

    public static bool IsGenerator(SqlExpression expression) => expression is CallExpression call && FunctionRegistry.Find(call.Function)?.Category == Category;

    private static FunctionDefinition Define(string name, string summary, bool hasPosition, bool isOuter) => new()
    {
        Names = [name],
        Category = Category,
        Summary = summary,
        MinArguments = 1,
        MaxArguments = 1,
        Bind = call => call.Arguments[0].Type is ArrayType or MapType
            ? new BoundGenerator(call.Arguments[0], hasPosition, isOuter)
            : throw new StreamingException(
                "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
                $"[DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE] Cannot resolve \"{call.Call.Sql}\" due to data type mismatch: The first parameter requires the (\"ARRAY\" or \"MAP\") type, however \"{call.Call.Children[0].Sql}\" has the type \"{call.Arguments[0].Type.Sql}\". SQLSTATE: 42K09")
            { SqlState = "42K09" },
    };
}
