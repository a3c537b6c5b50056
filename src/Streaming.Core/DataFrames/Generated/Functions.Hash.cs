namespace Streaming;

/// <content>Functions of the category hash. Made by FunctionListTests from the registry: change it there.</content>
public static partial class Functions
{
    /// <summary>A number in binary digits.</summary>
    public static Column Bin(object? first) => Call("bin", first);

    /// <summary>A digest of a message with a key; SHA-256 by default.</summary>
    public static Column Hmac(params object?[] arguments) => Call("hmac", arguments);

    /// <summary>SHA-1 in hexadecimal digits.</summary>
    public static Column Sha(object? first) => Call("sha", first);

    /// <summary>SHA-2 of 224, 256, 384 or 512 bits in hexadecimal digits.</summary>
    public static Column Sha2(object? first, object? second) => Call("sha2", first, second);

    /// <summary>As url_decode, NULL for bad text.</summary>
    public static Column TryUrlDecode(object? first) => Call("try_url_decode", first);

    /// <summary>Text of a part of an URL.</summary>
    public static Column UrlDecode(object? first) => Call("url_decode", first);

    /// <summary>Text as a part of an URL.</summary>
    public static Column UrlEncode(object? first) => Call("url_encode", first);
}
