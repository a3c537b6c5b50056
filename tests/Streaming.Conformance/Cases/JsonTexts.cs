using System.Text;
using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>JSON as text.</summary>
internal static class JsonTexts
{
    /// <summary>The text without white space outside strings, otherwise as recorded.</summary>
    public static string Compact(JsonElement element)
    {
        var text = new StringBuilder();
        bool inString = false;
        string raw = element.GetRawText();
        for (int i = 0; i < raw.Length; i++)
        {
            if (inString && raw[i] == '\\')
            {
                text.Append(raw[i++]).Append(raw[i]);
                continue;
            }

            inString ^= raw[i] == '"';
            if (inString || !char.IsWhiteSpace(raw[i]))
            {
                text.Append(raw[i]);
            }
        }

        return text.ToString();
    }
}
