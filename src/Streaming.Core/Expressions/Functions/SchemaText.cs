namespace Streaming;

/// <summary>Schemas given as text: DDL (<c>a INT, b STRING</c>) a type (<c>ARRAY&lt;INT&gt;</c>), or the JSON form of a type.</summary>
internal static class SchemaText
{
    public static DataType Parse(string text)
    {
        string trimmed = text.TrimStart();
        if (trimmed.StartsWith('{') || trimmed.StartsWith('"'))
        {
            return TypeJson.Parse(text);
        }

        bool isType = trimmed.IndexOf('<', StringComparison.Ordinal) is > 0 and var bracket && trimmed[..bracket].Trim().ToUpperInvariant() is "ARRAY" or "MAP" or "STRUCT";
        return isType || !trimmed.AsSpan().ContainsAny(' ', ':', ',') ? SqlParser.ParseType(text) : SqlParser.ParseSchema(text);
    }
}
