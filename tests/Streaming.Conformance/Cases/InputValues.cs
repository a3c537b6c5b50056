using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>Recorded input values as values that a row of a memory stream takes.</summary>
internal static class InputValues
{
    public static Row Row(JsonElement row, StructType schema)
    {
        bool isBare = row.ValueKind != JsonValueKind.Array || (schema.Fields.Count == 1 && schema.Fields[0].Type is ArrayType or MapType or StructType && !Wraps(row));
        return new Row(schema, isBare ? [Of(row, schema.Fields[0].Type)] : row.EnumerateArray().Select((cell, i) => Of(cell, schema.Fields[i].Type)));
    }

    public static object? Of(JsonElement value, DataType type)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        switch (type)
        {
            case DecimalType exact:
                return DecimalText.TryParse(Encoding.ASCII.GetBytes(value.ToString()), exact.Precision, exact.Scale, out var unscaled)
                    ? new SqlDecimal(unscaled, exact.Scale)
                    : throw Unknown(value, type);
            case ArrayType array:
                return value.EnumerateArray().Select(item => Of(item, array.ElementType)).ToArray();
            case MapType map:
                return value.EnumerateArray().ToDictionary(pair => Of(pair[0], map.KeyType)!, pair => Of(pair[1], map.ValueType));
            case StructType structure:
                return value.ValueKind == JsonValueKind.Object
                    ? new Row(structure, structure.Fields.Select(field => value.TryGetProperty(field.Name, out var member) ? Of(member, field.Type) : null))
                    : new Row(structure, structure.Fields.Select((field, i) => Of(value[i], field.Type)));
            case IntervalType interval:
                return Interval(value.GetString()!, interval);
        }

        return type.SimpleString switch
        {
            "string" => value.GetString(),
            "boolean" => value.GetBoolean(),
            "tinyint" => value.GetSByte(),
            "smallint" => value.GetInt16(),
            "int" => value.GetInt32(),
            "bigint" => value.GetInt64(),
            "float" => value.ValueKind == JsonValueKind.String ? float.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetSingle(),
            "double" => value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble(),
            "binary" => Convert.FromHexString(value.GetString()![2..]),
            // As numbers: the years that DateOnly and DateTime do not have are values too.
            "date" => TimeText.TryParseDate(value.GetString(), out int days) ? days : throw Unknown(value, type),
            "timestamp" or "timestamp_ntz" => Micros(value, type),
            _ when type.SimpleString.StartsWith("time(", StringComparison.Ordinal) => TimeOnly.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            _ => throw Unknown(value, type),
        };
    }

    private static long Micros(JsonElement value, DataType type) =>
        value.ValueKind == JsonValueKind.Number ? (long)(value.GetDecimal() * 1_000_000)
        : TimeText.TryParseTimestamp(value.GetString(), TimeZoneInfo.Utc, out long micros) ? micros
        : throw Unknown(value, type);

    // ISO 8601 as Java writes it: P1DT2H3M4.5S, P14M, P1Y2M.
    private static object Interval(string text, IntervalType type)
    {
        decimal seconds = 0;
        int months = 0;
        bool inTime = false;
        int start = 1;
        for (int i = 1; i < text.Length; i++)
        {
            char letter = text[i];
            if (letter == 'T')
            {
                inTime = true;
                start = i + 1;
            }
            else if (char.IsAsciiLetter(letter))
            {
                decimal number = decimal.Parse(text.AsSpan(start, i - start), NumberStyles.Number, CultureInfo.InvariantCulture);
                start = i + 1;
                switch (letter)
                {
                    case 'Y':
                        months += (int)number * 12;
                        break;
                    case 'M' when !inTime:
                        months += (int)number;
                        break;
                    default:
                        seconds += number * letter switch { 'D' => 86_400, 'H' => 3_600, 'M' => 60, _ => 1 };
                        break;
                }
            }
        }

        return type.SimpleString.Contains("year", StringComparison.Ordinal) || type.SimpleString.Contains("month", StringComparison.Ordinal) ? months : (object)(long)(seconds * 1_000_000);
    }

    // A row of one array is recorded as [[...]]; a bare [...] is the array itself.
    private static bool Wraps(JsonElement row) => row.GetArrayLength() == 1 && row[0].ValueKind is JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Object;

    private static InvalidOperationException Unknown(JsonElement value, DataType type) => new($"The value {value} of type {type} is not understood.");
}
