namespace Streaming;

/// <content>Functions of the category window. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>The last microsecond of a window, for windows of windows.</summary>
    public static Column WindowTime(object? first) => Call("window_time", first);
}
