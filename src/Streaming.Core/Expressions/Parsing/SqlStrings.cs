using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Quoted texts and names, as they are meant.</summary>
internal static class SqlStrings
{
    /// <summary>The name in backquotes.</summary>
    public static string OfName(string token) => token[1..^1].Replace("``", "`", StringComparison.Ordinal);

    /// <summary>The text of a string token.</summary>
    public static string OfText(string token)
    {
        if (token[0] is 'r' or 'R')
        {
            return token[2..^1];
        }

        char quote = token[0];
        var text = token.AsSpan(1, token.Length - 2);
        if (text.IndexOfAny('\\', quote) < 0)
        {
            return text.ToString();
        }

        var output = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                output.Append(quote);
                i++;
            }
            else if (text[i] == '\\' && i + 1 < text.Length)
            {
                i += Escape(text[(i + 1)..], output);
            }
            else
            {
                output.Append(text[i]);
            }
        }

        return output.ToString();
    }

    // Returns how many characters behind the backslash belong to the escape.
    private static int Escape(ReadOnlySpan<char> text, StringBuilder output)
    {
        if (text[0] == 'u' && Hex(text, 4) is { } unit)
        {
            output.Append((char)unit);
            return 5;
        }

        if (text[0] == 'U' && Hex(text, 8) is { } point && point <= 0x10FFFF && point is < 0xD800 or > 0xDFFF)
        {
            output.Append(char.ConvertFromUtf32((int)point));
            return 9;
        }

        if (text.Length >= 3 && text[0] is '0' or '1' && text[1] is >= '0' and <= '7' && text[2] is >= '0' and <= '7')
        {
            output.Append((char)(((text[0] - '0') << 6) + ((text[1] - '0') << 3) + (text[2] - '0')));
            return 3;
        }

        // Escapes of LIKE stay, so that the pattern sees them.
        _ = text[0] switch
        {
            '0' => output.Append('\0'),
            'b' => output.Append('\b'),
            'n' => output.Append('\n'),
            'r' => output.Append('\r'),
            't' => output.Append('\t'),
            'Z' => output.Append('\u001A'),
            '%' => output.Append("\\%"),
            '_' => output.Append("\\_"),
            var other => output.Append(other),
        };
        return 1;
    }

    private static long? Hex(ReadOnlySpan<char> text, int digits) =>
        text.Length > digits && long.TryParse(text.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value) ? value : null;
}
