using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streaming;

/// <summary>Types from Spark's JSON.</summary>
internal static partial class TypeJson
{
    private static readonly Dictionary<string, DataType> Atoms = new DataType[]
    {
        DataTypes.Null, DataTypes.Boolean, DataTypes.Byte, DataTypes.Short, DataTypes.Integer, DataTypes.Long, DataTypes.Float, DataTypes.Double,
        DataTypes.String, DataTypes.Binary, DataTypes.Date, DataTypes.Timestamp, DataTypes.TimestampNtz, DataTypes.CalendarInterval,
    }.ToDictionary(type => type.TypeName);

    public static DataType Parse(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw Invalid(json);
        }

        using (document)
        {
            return Of(document.RootElement);
        }
    }

    private static DataType Of(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return OfName(json.GetString()!) ?? throw Invalid(json.GetRawText());
        }

        return json.ValueKind != JsonValueKind.Object ? throw Invalid(json.GetRawText()) : Member(json, "type").GetString() switch
        {
            "array" => new ArrayType(Of(Member(json, "elementType")), Flag(json, "containsNull")),
            "map" => new MapType(Of(Member(json, "keyType")), Of(Member(json, "valueType")), Flag(json, "valueContainsNull")),
            "struct" when Member(json, "fields") is { ValueKind: JsonValueKind.Array } fields => new StructType(fields.EnumerateArray().Select(Field)),
            _ => throw Invalid(json.GetRawText()),
        };
    }

    private static StructField Field(JsonElement json)
    {
        string? comment = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("comment", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        var name = Member(json, "name");
        return name.ValueKind != JsonValueKind.String ? throw Invalid(json.GetRawText()) : new StructField(name.GetString()!, Of(Member(json, "type")), Flag(json, "nullable")) { Comment = comment };
    }

    private static DataType? OfName(string name)
    {
        if (Atoms.TryGetValue(name, out var atom))
        {
            return atom;
        }

        if (name is "null")
        {
            return DataTypes.Null;
        }

        // The forms with numbers and intervals are those of DDL.
        return Parameterized().IsMatch(name) ? SqlParser.ParseType(name) : null;
    }

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : throw Invalid(json.GetRawText());

    private static bool Flag(JsonElement json, string name) => Member(json, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Invalid(json.GetRawText()),
    };

    private static StreamingException Invalid(string json) =>
        SqlErrors.Error("INVALID_JSON_DATA_TYPE", "2203G", $"Failed to convert the JSON string '{json}' to a data type. Please enter a valid data type.");

    [GeneratedRegex(@"^(decimal(\(\s*\d+\s*,\s*\d+\s*\))?|(char|varchar)\(\s*\d+\s*\)|interval (year|month|day|hour|minute|second)( to (month|hour|minute|second))?)$")]
    private static partial Regex Parameterized();
}
