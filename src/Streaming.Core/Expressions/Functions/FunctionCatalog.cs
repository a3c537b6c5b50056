namespace Streaming;

/// <summary>The categories of functions.</summary>
internal static class FunctionCatalog
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        .. AggregateFunctions.All,
        .. GeneratorFunctions.All,
    ];
}
