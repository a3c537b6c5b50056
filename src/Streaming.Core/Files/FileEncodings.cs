using System.Text;

namespace Streaming;

/// <summary>The character sets that Spark allows for files.</summary>
internal static class FileEncodings
{
    private const string Names = "iso-8859-1, us-ascii, utf-16, utf-16be, utf-16le, utf-32, utf-8";

    /// <summary>The option <c>encoding</c> (or <c>charset</c>); null for UTF-8.</summary>
    public static Encoding? FromOptions(StreamOptions options, string owner)
    {
        string? charset = options.Get("charset");
        string? name = options.Get("encoding") ?? charset;
        return name?.ToLowerInvariant() switch
        {
            null or "utf-8" or "utf8" => null,
            "iso-8859-1" or "latin1" => Encoding.Latin1,
            "us-ascii" or "ascii" => Encoding.ASCII,
            "utf-16" or "utf-16be" => Encoding.BigEndianUnicode,
            "utf-16le" => Encoding.Unicode,
            "utf-32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
            _ => throw new StreamingException(
                "INVALID_PARAMETER_VALUE.CHARSET",
                $"[INVALID_PARAMETER_VALUE.CHARSET] The value of parameter(s) `charset` in `{owner}` is invalid: expects one of the {Names}, but got {name}. SQLSTATE: 22023")
            { SqlState = "22023" },
        };
    }

    /// <summary>The stream's text as UTF-8.</summary>
    public static Stream ToUtf8(Stream stream, Encoding? encoding) => encoding is null ? stream : Encoding.CreateTranscodingStream(stream, encoding, new UTF8Encoding(false));

    /// <summary>A stream that takes UTF-8 and writes the encoding.</summary>
    public static Stream FromUtf8(Stream stream, Encoding? encoding) => encoding is null ? stream : Encoding.CreateTranscodingStream(stream, encoding, new UTF8Encoding(false), leaveOpen: true);
}
