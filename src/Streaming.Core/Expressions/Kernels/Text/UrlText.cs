using System.Text;

namespace Streaming;

/// <summary>The form encoding of URLs: a space is a plus.</summary>
internal static class UrlText
{
    public static string Encode(string text)
    {
        var result = new StringBuilder();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            char c = (char)value;
            _ = char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '*' or '_' ? result.Append(c) : c == ' ' ? result.Append('+') : result.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return result.ToString();
    }

    public static bool TryDecode(string text, out string decoded)
    {
        var bytes = new List<byte>(text.Length);
        decoded = "";
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return false;
                }

                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else if (text[i] == '+')
            {
                bytes.Add((byte)' ');
            }
            else
            {
                int length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Substring(i, length)));
                i += length - 1;
            }
        }

        decoded = Encoding.UTF8.GetString([.. bytes]);
        return true;
    }
}
