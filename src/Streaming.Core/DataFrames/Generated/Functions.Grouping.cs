namespace Streaming;

/// <content>Functions of the category grouping. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>1 where a grouping set leaves a key out, else 0.</summary>
    public static Column Grouping(object? first) => Call("grouping", first);

    /// <summary>The bits of grouping(...) of all keys, the first key's highest.</summary>
    public static Column GroupingId(params object?[] arguments) => Call("grouping_id", arguments);
}
