namespace Streaming;

/// <content>Functions of the category generator. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>A row for each struct of an array; its fields are the columns.</summary>
    public static Column Inline(object? first) => Call("inline", first);

    /// <summary>As inline, and one row of NULL where there is no struct.</summary>
    public static Column InlineOuter(object? first) => Call("inline_outer", first);

    /// <summary>The values of some fields of a JSON object as texts, one column each.</summary>
    public static Column JsonTuple(params object?[] arguments) => Call("json_tuple", arguments);

    /// <summary>So many rows of the values that follow, in order.</summary>
    public static Column Stack(params object?[] arguments) => Call("stack", arguments);
}
