using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Streaming.Conformance;

/// <summary>One text for a value, whether it was recorded from Spark or came out of a query.</summary>
internal static class ValueText
{
    /// <summary>A recorded row; a row of one column may be recorded as its bare value.</summary>
    public static string RecordedRow(JsonElement row) => row.ValueKind == JsonValueKind.Array ? Recorded(row) : $"[{Recorded(row)}]";

    /// <summary>A recorded value.</summary>
    public static string Recorded(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Array => $"[{string.Join(",", value.EnumerateArray().Select(Recorded))}]",
        JsonValueKind.Object => $"{{{string.Join(",", value.EnumerateObject().Select(field => $"{field.Name}:{Recorded(field.Value)}"))}}}",
        JsonValueKind.Number => value.TryGetInt64(out long whole) ? whole.ToString(CultureInfo.InvariantCulture) : Number(value.GetDouble()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetString() is "NaN" or "Infinity" or "-Infinity" ? value.GetString()! : $"\"{value.GetString()}\"",
    };

    /// <summary>A row of a query.</summary>
    public static string Row(Row row) => row.IsView
        ? $"[{string.Join(",", row.Batch.Columns.Select(column => Of(column, row.Position)))}]"
        : $"[{string.Join(",", row.Schema.Fields.Select((field, i) => Of(row[i], field.Type)))}]";

    /// <summary>A value of a query.</summary>
    public static string Of(object? value, DataType type)
    {
        var vector = Vectors.Create(type);
        VectorValues.Append(vector, value);
        return Of(vector, 0);
    }

    /// <summary>A value inside the engine: also what no C# type holds, such as the year 12345.</summary>
    public static string Of(ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return "null";
        }

        return vector switch
        {
            BytesVector v when v.Type == DataTypes.Binary => $"\"0x{Convert.ToHexStringLower(v.Value(row))}\"",
            BytesVector v => Encoding.UTF8.GetString(v.Value(row)) is var text && text is "NaN" or "Infinity" or "-Infinity" ? Encoding.UTF8.GetString(v.Value(row)) : $"\"{Encoding.UTF8.GetString(v.Value(row))}\"",
            ArrayVector v => $"[{string.Join(",", Enumerable.Range(v.Starts[row], v.Lengths[row]).Select(i => Of(v.Elements, i)))}]",
            MapVector v => $"[{string.Join(",", Enumerable.Range(v.Starts[row], v.Lengths[row]).Select(i => $"[{Of(v.Keys, i)},{Of(v.Values, i)}]"))}]",
            StructVector v => $"{{{string.Join(",", ((StructType)v.Type).Fields.Select((field, i) => $"{field.Name}:{Of(v.Fields[i], row)}"))}}}",
            FixedVector<bool> v => v.Values[row] ? "true" : "false",
            FixedVector<sbyte> v => Whole(v.Values[row]),
            FixedVector<short> v => Whole(v.Values[row]),
            FixedVector<int> v when v.Type == DataTypes.Date => $"\"{Date(v.Values[row])}\"",
            FixedVector<int> v when v.Type is IntervalType => $"\"{Period(v.Values[row])}\"",
            FixedVector<int> v => Whole(v.Values[row]),
            FixedVector<long> v when v.Type == DataTypes.Timestamp => $"\"{Instant(v.Values[row])}Z\"",
            FixedVector<long> v when v.Type == DataTypes.TimestampNtz => $"\"{Local(Instant(v.Values[row]))}\"",
            FixedVector<long> v when v.Type is IntervalType => $"\"{Duration(v.Values[row])}\"",
            FixedVector<long> v => Whole(v.Values[row]),
            FixedVector<float> v => float.IsFinite(v.Values[row]) ? Number(double.Parse(v.Values[row].ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : Number(v.Values[row]),
            FixedVector<double> v => Number(v.Values[row]),
            FixedVector<Int128> v => $"\"{Plain(v.Values[row], ((DecimalType)v.Type).Scale)}\"",
            FixedVector<Interval> v => $"\"{Text(v)}\"",
            _ => "null",
        };

        string Text(FixedVector<Interval> intervals)
        {
            var output = new StringBuilder();
            RowText.Append(output, intervals.Values[row], intervals.Type);
            return output.ToString();
        }
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    // JSON does not tell 1 from 1.0.
    private static string Number(double number) => !double.IsFinite(number)
        ? double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity"
        : number == Math.Floor(number) && Math.Abs(number) < 1e15 && !(number == 0 && double.IsNegative(number)) ? ((long)number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Plain(Int128 unscaled, int scale) => new SqlDecimal(unscaled, scale).ToString();

    private static string Date(long days)
    {
        var date = Civil.FromDays(days);
        return $"{(date.Year > 9999 ? "+" : "")}{Year(date.Year)}-{date.Month:D2}-{date.Day:D2}";
    }

    private static string Year(int year) => year < 0 ? $"-{-year:D4}" : $"{year:D4}";

    private static string Instant(long micros)
    {
        long days = Civil.FloorDivide(micros, Civil.MicrosPerDay);
        long rest = micros - (days * Civil.MicrosPerDay);
        long second = rest / 1_000_000;
        string fraction = rest % 1_000_000 == 0 ? "" : rest % 1000 == 0 ? $".{rest % 1_000_000 / 1000:D3}" : $".{rest % 1_000_000:D6}";
        return $"{Date(days)}T{second / 3600:D2}:{second / 60 % 60:D2}:{second % 60:D2}{fraction}";
    }

    private static string Local(string instant) => instant.EndsWith(":00", StringComparison.Ordinal) ? instant[..^3] : instant;

    private static string Period(int months) =>
        months == 0 ? "P0D" : $"P{(months / 12 != 0 ? $"{months / 12}Y" : "")}{(months % 12 != 0 ? $"{months % 12}M" : "")}";

    private static string Duration(long micros)
    {
        var (hours, rest) = Math.DivRem(micros, 3_600_000_000);
        var (minutes, seconds) = Math.DivRem(rest, 60_000_000);
        string shown = (seconds / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
        return micros == 0 ? "PT0S" : $"PT{(hours != 0 ? $"{hours}H" : "")}{(minutes != 0 ? $"{minutes}M" : "")}{(seconds != 0 ? $"{shown}S" : "")}";
    }
}
