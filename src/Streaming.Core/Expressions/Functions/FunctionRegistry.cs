namespace Streaming;

/// <summary>All functions by name. The <c>Functions</c> class, SQL texts and the generated documentation stand on it.</summary>
internal static class FunctionRegistry
{
    private static readonly Dictionary<string, FunctionDefinition> ByName = new(StringComparer.OrdinalIgnoreCase);

    static FunctionRegistry()
    {
        // Each category is a static class with a property All.
        foreach (var definition in FunctionCatalog.All)
        {
            foreach (string name in definition.Names)
            {
                ByName.Add(name, definition);
            }
        }
    }

    public static IEnumerable<FunctionDefinition> All => ByName.Values.Distinct();

    public static FunctionDefinition? Find(string name) => ByName.GetValueOrDefault(name);
}
