using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>A path of <c>get_json_object</c>: <c>$.name</c>, <c>$['name']</c>, <c>[index]</c>, <c>[*]</c>.</summary>
internal sealed class JsonPath
{
    private readonly List<Step> _steps = [];

    /// <summary>One step: a name, an index, or all elements.</summary>
    private readonly record struct Step(byte[]? Name, int Index);

    public static JsonPath? TryParse(string text)
    {
        if (text.Length == 0 || text[0] != '$')
        {
            return null;
        }

        var path = new JsonPath();
        int position = 1;
        while (position < text.Length)
        {
            if (text[position] == '.')
            {
                int end = text.AsSpan(position + 1).IndexOfAny('.', '[');
                end = end < 0 ? text.Length : position + 1 + end;
                string name = text[(position + 1)..end];
                if (name.Length == 0 || name == "*")
                {
                    return null;
                }

                path._steps.Add(new(Encoding.UTF8.GetBytes(name), 0));
                position = end;
                continue;
            }

            int close = text.IndexOf(']', position);
            if (text[position] != '[' || close < 0)
            {
                return null;
            }

            string inner = text[(position + 1)..close];
            if (inner.Length > 2 && inner[0] == '\'' && inner[^1] == '\'')
            {
                path._steps.Add(new(Encoding.UTF8.GetBytes(inner[1..^1]), 0));
            }
            else if (inner == "*")
            {
                path._steps.Add(new(null, -1));
            }
            else if (int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                path._steps.Add(new(null, index));
            }
            else
            {
                return null;
            }

            position = close + 1;
        }

        return path;
    }

    /// <summary>What the path points at in the value at the reader; false for nothing or null.</summary>
    public bool TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, out byte[] found)
    {
        found = [];
        if (!_steps.Exists(step => step.Name is null && step.Index < 0))
        {
            return TryMove(ref reader, 0) && JsonText.Content(ref reader, text) is { } content && (found = content) is not null;
        }

        var matches = new List<byte[]>();
        Collect(ref reader, text, 0, matches);
        if (matches.Count == 0)
        {
            return false;
        }

        // One match stands for itself, unless the star comes last.
        bool endsWithStar = _steps[^1] is { Name: null, Index: < 0 };
        found = matches.Count == 1 && !endsWithStar ? Unquoted(matches[0]) : Joined(matches);
        return !found.AsSpan().SequenceEqual("null"u8);
    }

    private static byte[] Joined(List<byte[]> matches)
    {
        var text = new List<byte> { (byte)'[' };
        for (int i = 0; i < matches.Count; i++)
        {
            if (i > 0)
            {
                text.Add((byte)',');
            }

            text.AddRange(matches[i]);
        }

        text.Add((byte)']');
        return [.. text];
    }

    private static byte[] Unquoted(byte[] json)
    {
        if (json[0] != '"')
        {
            return json;
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        return JsonText.StringBytes(ref reader);
    }

    private bool TryMove(ref Utf8JsonReader reader, int step)
    {
        if (step == _steps.Count)
        {
            return true;
        }

        var (name, index) = _steps[step];
        if (name is not null ? reader.TokenType != JsonTokenType.StartObject : reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        if (name is not null)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isWanted = reader.ValueTextEquals(name);
                reader.Read();
                if (isWanted)
                {
                    return TryMove(ref reader, step + 1);
                }

                reader.Skip();
            }

            return false;
        }

        for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == index)
            {
                return TryMove(ref reader, step + 1);
            }

            reader.Skip();
        }

        return false;
    }

    private void Collect(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, int step, List<byte[]> matches)
    {
        if (step == _steps.Count)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            matches.Add(JsonText.Compact(text[start..(int)reader.BytesConsumed]));
            return;
        }

        var (name, index) = _steps[step];
        if (name is not null && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isWanted = reader.ValueTextEquals(name);
                reader.Read();
                if (isWanted)
                {
                    Collect(ref reader, text, step + 1, matches);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        else if (name is null && reader.TokenType == JsonTokenType.StartArray)
        {
            for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                if (index < 0 || i == index)
                {
                    Collect(ref reader, text, step + 1, matches);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        else
        {
            reader.Skip();
        }
    }
}
