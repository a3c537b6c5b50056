using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streaming.Core.Tests;

/// <summary>One text for a cell, whether it was recorded from Spark or came out of a query.</summary>
internal static partial class ReplayValues
{
    /// <summary>Rows as texts; sorted unless their order counts.</summary>
    public static List<string> Rows(IEnumerable<string> rows, bool ordered) => ordered ? [.. rows] : [.. rows.Order(StringComparer.Ordinal)];

    /// <summary>A recorded row; a row of one column may be recorded as its bare value.</summary>
    public static string Row(JsonElement row) => row.ValueKind == JsonValueKind.Array ? Cell(row) : $"[{Cell(row)}]";

    public static string Row<T>(T row)
    {
        var columns = RowColumns<T>.Instance;
        return $"[{string.Join(",", Enumerable.Range(0, columns.Names.Count).Select(i => Cell(columns.Value(row, i))))}]";
    }

    /// <summary>A text without what changes from run to run.</summary>
    public static string Masked(string text, string checkpoint) =>
        Uuids().Replace(text.Replace(checkpoint, "<checkpoint>", StringComparison.Ordinal), "<uuid>");

    private static string Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Array => $"[{string.Join(",", cell.EnumerateArray().Select(Cell))}]",
        JsonValueKind.Object => $"{{{string.Join(",", cell.EnumerateObject().Select(field => $"{field.Name}:{Cell(field.Value)}"))}}}",
        JsonValueKind.Number => cell.TryGetInt64(out long whole) ? Cell(whole) : Cell(cell.GetDouble()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => cell.GetString() is "NaN" or "Infinity" or "-Infinity" ? cell.GetString()! : $"\"{cell.GetString()}\"",
    };

    private static string Cell(object? cell) => cell switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool value => value ? "true" : "false",
        double number => double.IsPositiveInfinity(number) ? "Infinity" : double.IsNegativeInfinity(number) ? "-Infinity"
            : double.IsNaN(number) ? "NaN" : number == 0 ? "0" : number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => $"\"{time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}{Fraction(time)}Z\"",
        IEnumerable items => $"[{string.Join(",", items.Cast<object?>().Select(Cell))}]",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A cell of type {cell.GetType()} is not known here."),
    };

    // No digits, or three, or six.
    private static string Fraction(DateTimeOffset time)
    {
        long micros = time.Ticks % TimeSpan.TicksPerSecond / 10;
        return micros == 0 ? "" : micros % 1000 == 0 ? $".{micros / 1000:D3}" : $".{micros:D6}";
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuids();
}
