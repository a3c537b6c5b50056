using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>Writes JSON in the two layouts of Spark's progress (those of Java's Jackson), which System.Text.Json has not.</summary>
internal sealed class JsonTextWriter(bool pretty)
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _hasItems;
    private bool _afterName;

    public override string ToString() => _text.ToString();

    public JsonTextWriter BeginObject() => Begin('{');

    public JsonTextWriter EndObject() => End('}', onOwnLine: true);

    public JsonTextWriter BeginArray() => Begin('[');

    public JsonTextWriter EndArray() => End(']', onOwnLine: false);

    public JsonTextWriter Name(string name)
    {
        Separate(onOwnLine: true);
        Quote(name);
        _text.Append(pretty ? " : " : ":");
        _hasItems = true;
        _afterName = true;
        return this;
    }

    public JsonTextWriter Value(string? text)
    {
        BeforeValue();
        if (text is null)
        {
            _text.Append("null");
        }
        else
        {
            Quote(text);
        }

        return this;
    }

    public JsonTextWriter Value(long number) => Literal(number.ToString(CultureInfo.InvariantCulture));

    public JsonTextWriter Value(bool value) => Literal(value ? "true" : "false");

    /// <summary>Writes a JSON text as it is, apart from the layout; what is no JSON becomes a string.</summary>
    public JsonTextWriter Raw(string? json)
    {
        if (json is null)
        {
            return Literal("null");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return Value(json);
        }

        using (document)
        {
            return Element(document.RootElement);
        }
    }

    private JsonTextWriter Element(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                BeginObject();
                foreach (var property in element.EnumerateObject())
                {
                    Name(property.Name).Element(property.Value);
                }

                return EndObject();
            case JsonValueKind.Array:
                BeginArray();
                foreach (var item in element.EnumerateArray())
                {
                    Element(item);
                }

                return EndArray();
            case JsonValueKind.String:
                return Value(element.GetString());
            default:
                return Literal(element.GetRawText());
        }
    }

    public JsonTextWriter Literal(string text)
    {
        BeforeValue();
        _text.Append(text);
        return this;
    }

    private JsonTextWriter Begin(char bracket)
    {
        BeforeValue();
        _text.Append(bracket);
        _hasItems = false;
        if (bracket == '{')
        {
            _depth++;
        }

        return this;
    }

    private JsonTextWriter End(char bracket, bool onOwnLine)
    {
        if (onOwnLine)
        {
            _depth--;
        }

        if (pretty)
        {
            if (onOwnLine && _hasItems)
            {
                NewLine();
            }
            else
            {
                _text.Append(' ');
            }
        }

        _text.Append(bracket);
        _hasItems = true;
        return this;
    }

    private void BeforeValue()
    {
        if (_afterName)
        {
            _afterName = false;
        }
        else if (_text.Length > 0)
        {
            Separate(onOwnLine: false);
        }

        _hasItems = true;
    }

    private void Separate(bool onOwnLine)
    {
        if (_hasItems)
        {
            _text.Append(',');
        }

        if (!pretty)
        {
            return;
        }

        if (onOwnLine)
        {
            NewLine();
        }
        else
        {
            _text.Append(' ');
        }
    }

    private void NewLine() => _text.Append('\n').Append(' ', 2 * _depth);

    private void Quote(string text)
    {
        _text.Append('"');
        foreach (char c in text)
        {
            switch (c)
            {
                case '"': _text.Append("\\\""); break;
                case '\\': _text.Append("\\\\"); break;
                case '\b': _text.Append("\\b"); break;
                case '\t': _text.Append("\\t"); break;
                case '\n': _text.Append("\\n"); break;
                case '\f': _text.Append("\\f"); break;
                case '\r': _text.Append("\\r"); break;
                case < ' ': _text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)); break;
                default: _text.Append(c); break;
            }
        }

        _text.Append('"');
    }
}
