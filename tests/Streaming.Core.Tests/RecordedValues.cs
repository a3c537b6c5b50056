using System.Globalization;
using System.Text.Json;

namespace Streaming.Core.Tests;

/// <summary>Turns recorded values of Spark's types into .NET values.</summary>
internal static class RecordedValues
{
    public static List<(string Name, string Type)> Schema(string text) =>
        [.. Split(text, ',').Select(column => column.Trim()).Select(column => column.IndexOf(' ', StringComparison.Ordinal) is var at ? (column[..at], column[(at + 1)..]) : default)];

    public static object?[] Row(JsonElement row, List<(string Name, string Type)> schema) =>
        schema.Count == 1 && row.ValueKind != JsonValueKind.Array
            ? [Value(row, schema[0].Type)]
            : [.. row.EnumerateArray().Select((cell, i) => Value(cell, schema[i].Type))];

    public static object? Value(JsonElement value, string type)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (type.StartsWith("decimal", StringComparison.Ordinal))
        {
            return decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        if (Inner(type, "array") is { } element)
        {
            return value.EnumerateArray().Select(item => Value(item, element)).ToArray();
        }

        if (Inner(type, "map") is { } entry)
        {
            var types = Split(entry, ',');
            return value.EnumerateArray().ToDictionary(pair => Value(pair[0], types[0])!, pair => Value(pair[1], types[1]));
        }

        if (Inner(type, "struct") is { } fields)
        {
            var types = Split(fields, ',').Select(field => field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..]).ToArray();
            Assert.Equal(2, types.Length);
            return (Value(value[0], types[0]), Value(value[1], types[1]));
        }

        return type switch
        {
            "string" => value.GetString(),
            "int" => value.GetInt32(),
            "bigint" => value.GetInt64(),
            "smallint" => value.GetInt16(),
            "tinyint" => value.GetSByte(),
            "double" => value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble(),
            "float" => value.ValueKind == JsonValueKind.String ? float.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetSingle(),
            "boolean" => value.GetBoolean(),
            "binary" => Convert.FromHexString(value.GetString()![2..]),
            "date" => DateOnly.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            "timestamp_ntz" => DateTime.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            "timestamp" => value.ValueKind == JsonValueKind.Number
                ? DateTimeOffset.UnixEpoch.AddTicks((long)(value.GetDecimal() * TimeSpan.TicksPerSecond))
                : DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            _ => throw new InvalidOperationException($"Type {type} is not known here."),
        };
    }

    private static string? Inner(string type, string name) =>
        type.StartsWith(name + "<", StringComparison.Ordinal) ? type[(name.Length + 1)..^1] : null;

    private static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '<' or '(' ? 1 : text[i] is '>' or ')' ? -1 : 0;
            if (depth == 0 && text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}
