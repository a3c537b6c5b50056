namespace Streaming;

/// <summary>The categories of functions.</summary>
internal static class FunctionCatalog
{
    public static IEnumerable<FunctionDefinition> All =>
    [
        .. StringFunctions.All,
        .. RegexFunctions.All,
        .. DateTimeFunctions.All,
        .. JsonFunctions.All,
        .. HashFunctions.All,
        .. MathFunctions.All,
        .. CollectionFunctions.All,
        .. MapFunctions.All,
        .. LambdaFunctions.All,
    ];
}
