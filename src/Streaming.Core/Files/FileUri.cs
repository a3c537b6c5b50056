using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Paths as Spark's logs write them, <c>file:///data/a%20b.csv</c>, and back.</summary>
internal static class FileUri
{
    private const string Legal = "-_.~!*'();:@&=+$,/";

    public static string Of(string path)
    {
        var text = new StringBuilder("file://");
        string normal = System.IO.Path.GetFullPath(path).Replace('\\', '/');
        if (!normal.StartsWith('/'))
        {
            text.Append('/');
        }

        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in normal.EnumerateRunes())
        {
            // Characters outside of ASCII stand as they are, as Java's URI leaves them.
            if (rune.Value >= 0x80 || char.IsAsciiLetterOrDigit((char)rune.Value) || Legal.Contains((char)rune.Value))
            {
                text.Append(rune.ToString());
                continue;
            }

            int count = rune.EncodeToUtf8(bytes);
            foreach (byte value in bytes[..count])
            {
                text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return text.ToString();
    }

    /// <summary>The path of a URI, or the text itself where it is a path already.</summary>
    public static string ToPath(string text)
    {
        if (!text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        string path = text["file:".Length..];
        path = "/" + path.TrimStart('/');
        if (path.Length > 2 && path[2] == ':' && char.IsAsciiLetter(path[1]))
        {
            path = path[1..];
        }

        return path.Contains('%') ? Uri.UnescapeDataString(path) : path;
    }
}
