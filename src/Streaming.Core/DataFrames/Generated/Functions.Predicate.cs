namespace Streaming;

/// <content>Functions of the category predicate. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>Equal, or both NULL; never NULL.</summary>
    public static Column EqualNull(object? first, object? second) => Call("equal_null", first, second);

    /// <summary>True where the value is not NULL.</summary>
    public static Column Isnotnull(object? first) => Call("isnotnull", first);
}
