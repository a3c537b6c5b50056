namespace Streaming;

/// <content>Functions of the category conditional. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>The second where the first is true, else the third.</summary>
    public static Column If(object? first, object? second, object? third) => Call("if", first, second, third);

    /// <summary>The second where the first is true, else the third.</summary>
    public static Column Iff(object? first, object? second, object? third) => Call("iff", first, second, third);

    /// <summary>The first, or the second where it is NULL.</summary>
    public static Column Ifnull(object? first, object? second) => Call("ifnull", first, second);

    /// <summary>NULL where the number is 0.</summary>
    public static Column Nullifzero(object? first) => Call("nullifzero", first);

    /// <summary>The second where the first is not NULL, else the third.</summary>
    public static Column Nvl2(object? first, object? second, object? third) => Call("nvl2", first, second, third);

    /// <summary>0 where the number is NULL.</summary>
    public static Column Zeroifnull(object? first) => Call("zeroifnull", first);
}
