using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Streaming.Core.Tests;

/// <summary>Runs recorded items whose functions are all known, each input in a batch of its own, and compares values and error classes.</summary>
internal static class FunctionRecordings
{
    public static (int Passed, List<string> Failures) Run(string group)
    {
        int passed = 0;
        var failures = new List<string>();
        foreach (var test in RecordedCases.Of(group))
        {
            if (!test.TryGetProperty("items", out var items))
            {
                continue;
            }

            bool isAnsi = !(test.TryGetProperty("conf", out var conf) && conf.TryGetProperty("spark.sql.ansi.enabled", out var ansi) && ansi.ToString().Equals("false", StringComparison.OrdinalIgnoreCase));
            var zone = conf.ValueKind == JsonValueKind.Object && conf.TryGetProperty("spark.sql.session.timeZone", out var name) ? TimeZones.Find(name.GetString()!) : TimeZoneInfo.Utc;
            var context = new EvaluationContext { IsAnsi = isAnsi, TimeZone = zone };
            foreach (var item in items.EnumerateArray())
            {
                string text = item.GetProperty("expr").GetString()!;
                string inputType = item.TryGetProperty("inputType", out var t) ? t.GetString()! : "string";
                SqlExpression tree;
                StructType schema;
                try
                {
                    schema = new StructType(new StructField("x", SqlParser.ParseType(inputType)));
                    tree = SqlParser.ParseExpression(text, zone);
                }
                catch (StreamingException)
                {
                    continue;
                }

                if (!IsKnown(tree))
                {
                    continue;
                }

                foreach (var result in item.GetProperty("results").EnumerateArray())
                {
                    string outcome;
                    string wanted = result.TryGetProperty("out", out var value) ? Canonical(value) : result.TryGetProperty("errorCondition", out var error) ? "ERROR " + error.GetString() : "OTHER";
                    if (wanted == "OTHER")
                    {
                        continue;
                    }

                    try
                    {
                        var batch = RowBatch.Create(schema, 1);
                        Append(batch.Columns[0], result.GetProperty("x"));
                        batch.Count = 1;
                        var bound = new Binder(schema, isAnsi).Bind(tree);
                        var vector = bound.Compile().Evaluate(batch, RowSet.All(1), context);
                        outcome = Canonical(Read(vector, 0));
                    }
                    catch (StreamingException e)
                    {
                        outcome = "ERROR " + e.ErrorClass;
                    }
                    catch (NotSupportedException)
                    {
                        continue;
                    }
                    catch (Exception e) when (e is not OutOfMemoryException)
                    {
                        outcome = "CRASH " + e.GetType().Name + " " + e.Message + e.StackTrace?.Split('\n').FirstOrDefault();
                    }

                    if (outcome == wanted || Close(outcome, wanted))
                    {
                        passed++;
                    }
                    else
                    {
                        failures.Add($"{text} [{inputType}] x={result.GetProperty("x")} wanted {wanted} got {outcome}");
                    }
                }
            }
        }

        return (passed, failures);
    }

    public static bool Close(string left, string right) =>
        double.TryParse(left, CultureInfo.InvariantCulture, out double a) && double.TryParse(right, CultureInfo.InvariantCulture, out double b) && Math.Abs(a - b) <= Math.Abs(b) * 4e-16;

    private static bool IsKnown(SqlExpression tree) =>
        (tree is not CallExpression call || (FunctionRegistry.Find(call.Function) is { Category: not ("generator" or "aggregate") })) && tree.Children.All(IsKnown);

    public static string Canonical(JsonElement value) => Canonical(JsonNode.Parse(value.GetRawText()));

    public static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonArray array => "[" + string.Join(",", array.Select(Canonical)) + "]",
        JsonObject obj => "{" + string.Join(",", obj.Select(p => p.Key + ":" + Canonical(p.Value))) + "}",
        JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => double.Parse(v.ToJsonString(), CultureInfo.InvariantCulture) is var d && Math.Abs(d) < 1e15 ? d.ToString("R", CultureInfo.InvariantCulture) : long.TryParse(v.ToJsonString(), out long l) ? l.ToString(CultureInfo.InvariantCulture) : d.ToString("R", CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    public static JsonNode? Read(ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return null;
        }

        return vector switch
        {
            BytesVector v when v.Type == DataTypes.Binary => "0x" + Convert.ToHexStringLower(v.Value(row)),
            BytesVector v => Encoding.UTF8.GetString(v.Value(row)),
            ArrayVector v => new JsonArray([.. Enumerable.Range(v.Starts[row], v.Lengths[row]).Select(i => Read(v.Elements, i))]),
            MapVector v => new JsonArray([.. Enumerable.Range(v.Starts[row], v.Lengths[row]).Select(i => new JsonArray(Read(v.Keys, i), Read(v.Values, i)))]),
            StructVector v => new JsonObject(((StructType)v.Type).Fields.Select((field, i) => new KeyValuePair<string, JsonNode?>(field.Name, Read(v.Fields[i], row)))),
            FixedVector<bool> v => JsonValue.Create(v.Values[row]),
            FixedVector<sbyte> v => Number(v.Values[row]),
            FixedVector<short> v => Number(v.Values[row]),
            FixedVector<int> v when v.Type == DataTypes.Date => Civil.FromDays(v.Values[row]) is var d ? $"{(d.Year > 9999 ? "+" : "")}{d.Year:D4}-{d.Month:D2}-{d.Day:D2}" : null,
            FixedVector<int> v when v.Type is IntervalType => Period(v.Values[row]),
            FixedVector<int> v => Number(v.Values[row]),
            FixedVector<long> v when v.Type == DataTypes.Timestamp => Instant(v.Values[row]) + "Z",
            FixedVector<long> v when v.Type == DataTypes.TimestampNtz => Instant(v.Values[row]) is var s && s.EndsWith(":00", StringComparison.Ordinal) ? s[..^3] : Instant(v.Values[row]),
            FixedVector<long> v when v.Type is IntervalType => Duration(v.Values[row]),
            FixedVector<long> v => JsonValue.Create(v.Values[row]),
            FixedVector<float> v => float.IsFinite(v.Values[row]) ? JsonValue.Create(v.Values[row]) : Number(v.Values[row]),
            FixedVector<double> v => Number(v.Values[row]),
            FixedVector<Int128> v => new SqlDecimal(v.Values[row], ((DecimalType)v.Type).Scale).ToString(),
            FixedVector<Interval> v => Calendar(v.Values[row]),
            _ => "?",
        };
    }

    // A part of Java's duration or period: the number before a letter in the part of days or of times.
    private static decimal Part(JsonElement value, char unit, string section)
    {
        string text = value.GetString()!;
        int time = text.IndexOf('T', StringComparison.Ordinal);
        string part = section == "P" ? (time < 0 ? text : text[..time]) : time < 0 ? "" : text[(time + 1)..];
        var match = System.Text.RegularExpressions.Regex.Match(part, $"(-?[0-9.]+){unit}");
        return match.Success ? decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * (text.StartsWith('-') ? -1 : 1) : 0;
    }

    private static string Calendar(Interval value)
    {
        var text = new StringBuilder();
        RowText.Append(text, value, DataTypes.CalendarInterval);
        return text.ToString();
    }

    private static string Period(int months) =>
        months == 0 ? "P0D" : $"P{(months / 12 != 0 ? $"{months / 12}Y" : "")}{(months % 12 != 0 ? $"{months % 12}M" : "")}";

    private static string Duration(long micros)
    {
        var (hours, rest) = Math.DivRem(micros, 3_600_000_000);
        var (minutes, seconds) = Math.DivRem(rest, 60_000_000);
        string shown = (seconds / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
        return micros == 0 ? "PT0S" : $"PT{(hours != 0 ? $"{hours}H" : "")}{(minutes != 0 ? $"{minutes}M" : "")}{(seconds != 0 ? $"{shown}S" : "")}";
    }

    private static string Instant(long micros)
    {
        long days = Civil.FloorDivide(micros, Civil.MicrosPerDay);
        long rest = micros - (days * Civil.MicrosPerDay);
        var d = Civil.FromDays(days);
        long second = rest / 1_000_000;
        string fraction = rest % 1_000_000 == 0 ? "" : rest % 1000 == 0 ? $".{rest % 1_000_000 / 1000:D3}" : $".{rest % 1_000_000:D6}";
        return $"{(d.Year > 9999 ? "+" : "")}{d.Year:D4}-{d.Month:D2}-{d.Day:D2}T{second / 3600:D2}:{second / 60 % 60:D2}:{second % 60:D2}{fraction}";
    }

    public static void Append(ColumnVector vector, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            vector.AppendNull();
            return;
        }

        switch (vector)
        {
            case BytesVector v when v.Type == DataTypes.Binary:
                v.AppendCopy(Convert.FromHexString(value.GetString()![2..]));
                break;
            case BytesVector v:
                v.AppendCopy(Encoding.UTF8.GetBytes(value.GetString()!));
                break;
            case FixedVector<bool> v:
                v.Append(value.GetBoolean());
                break;
            case FixedVector<sbyte> v:
                v.Append(value.GetSByte());
                break;
            case FixedVector<short> v:
                v.Append(value.GetInt16());
                break;
            case FixedVector<int> v when v.Type == DataTypes.Date:
                Assert.True(TimeText.TryParseDate(value.GetString(), out int days));
                v.Append(days);
                break;
            case FixedVector<int> v when v.Type is not IntervalType:
                v.Append(value.GetInt32());
                break;
            case FixedVector<long> v when v.Type == DataTypes.Timestamp || v.Type == DataTypes.TimestampNtz:
                if (value.ValueKind == JsonValueKind.Number)
                {
                    v.Append((long)(value.GetDecimal() * 1_000_000));
                    break;
                }

                if (!TimeText.TryParseTimestamp(value.GetString(), TimeZoneInfo.Utc, out long micros))
                {
                    throw new NotSupportedException();
                }

                v.Append(micros);
                break;
            case FixedVector<int> v when v.Type is IntervalType:
                v.Append((int)(Part(value, 'Y', "P") * 12) + (int)Part(value, 'M', "P"));
                break;
            case FixedVector<long> v when v.Type is IntervalType:
                v.Append((long)(((((Part(value, 'D', "P") * 24) + Part(value, 'H', "T")) * 60) + Part(value, 'M', "T")) * 60_000_000) + (long)(Part(value, 'S', "T") * 1_000_000));
                break;
            case FixedVector<long> v when v.Type is not IntervalType:
                v.Append(value.GetInt64());
                break;
            case FixedVector<double> v:
                v.Append(value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetDouble());
                break;
            case FixedVector<float> v:
                v.Append(value.ValueKind == JsonValueKind.String ? float.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetSingle());
                break;
            case FixedVector<Int128> v:
                var type = (DecimalType)v.Type;
                Assert.True(DecimalText.TryParse(Encoding.ASCII.GetBytes(value.GetString()!), type.Precision, type.Scale, out var unscaled));
                v.Append(unscaled);
                break;
            case ArrayVector v:
                int start = v.Elements.Count;
                foreach (var element in value.EnumerateArray())
                {
                    Append(v.Elements, element);
                }

                v.AppendRow(start, v.Elements.Count - start);
                break;
            case MapVector v:
                int first = v.Keys.Count;
                foreach (var pair in value.EnumerateArray())
                {
                    Append(v.Keys, pair[0]);
                    Append(v.Values, pair[1]);
                }

                v.AppendRow(first, v.Keys.Count - first);
                break;
            case StructVector v:
                for (int i = 0; i < v.Fields.Length; i++)
                {
                    Append(v.Fields[i], value[i]);
                }

                v.AppendRow();
                break;
            default:
                throw new NotSupportedException();
        }
    }
}
