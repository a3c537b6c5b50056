namespace Streaming;

/// <content>Functions of the category json. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>Names of a JSON object.</summary>
    public static Column JsonObjectKeys(object? first) => Call("json_object_keys", first);
}
