using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Streaming.Core.Tests.Files;

/// <summary>What Spark read from and wrote to files (<c>recordings.json</c>), and our rows in the same words.</summary>
internal static class FileRecordings
{
    private static readonly JsonDocument s_document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "recordings.json")));

    public static IEnumerable<JsonElement> Of(string kind) => s_document.RootElement.GetProperty(kind).EnumerateArray();

    public static JsonElement Case(string kind, string id) => Of(kind).Single(recorded => recorded.GetProperty("id").GetString() == id);

    public static IEnumerable<KeyValuePair<string, string>> Options(JsonElement recorded) =>
        recorded.GetProperty("options").EnumerateObject().Select(option => KeyValuePair.Create(option.Name, option.Value.GetString()!));

    public static IReadOnlyList<string> Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(row => Canonical(row)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Rows(IEnumerable<Row> rows) => [.. rows.Select(row => $"[{string.Join(",", row.ToArray().Select(Cell))}]").Order(StringComparer.Ordinal)];

    private static string Canonical(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Number => Number(value.GetDouble()),
        JsonValueKind.Array => $"[{string.Join(",", value.EnumerateArray().Select(Canonical))}]",
        JsonValueKind.Object => $"{{{string.Join(",", value.EnumerateObject().Select(field => field.Name + ":" + Canonical(field.Value)))}}}",
        JsonValueKind.String => $"\"{value.GetString()}\"",
        _ => value.GetRawText(),
    };

    private static string Cell(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        double number when !double.IsFinite(number) => $"\"{number.ToString(CultureInfo.InvariantCulture)}\"",
        float number when !float.IsFinite(number) => $"\"{number.ToString(CultureInfo.InvariantCulture)}\"",
        float number => Number(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        SqlDecimal number => $"\"{number}\"",
        byte[] bytes => $"\"0x{Convert.ToHexStringLower(bytes)}\"",
        DateOnly day => $"\"{day:yyyy-MM-dd}\"",
        DateTimeOffset moment => $"\"{moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}{Fraction(moment.UtcDateTime)}Z\"",
        DateTime local => $"\"{local.ToString(local.TimeOfDay.Seconds == 0 && local.TimeOfDay.Milliseconds == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}{Fraction(local)}\"",
        Row row => $"{{{string.Join(",", row.Schema.FieldNames.Select((name, i) => name + ":" + Cell(row[i])))}}}",
        System.Collections.IDictionary map => $"[{string.Join(",", map.Keys.Cast<object>().Select(key => $"[{Cell(key)},{Cell(map[key])}]"))}]",
        System.Collections.IEnumerable list => $"[{string.Join(",", list.Cast<object?>().Select(Cell))}]",
        _ => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    };

    private static string Fraction(DateTime time)
    {
        int micros = (time.Millisecond * 1000) + time.Microsecond;
        return micros == 0 ? "" : micros % 1000 == 0 ? $".{micros / 1000:000}" : $".{micros:000000}";
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Here([CallerFilePath] string path = "") => path;
}
