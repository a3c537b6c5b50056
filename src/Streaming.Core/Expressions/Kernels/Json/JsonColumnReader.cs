using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Streaming;

/// <summary>Reads JSON straight into the vectors of a type: no object per row. Strict about types; what does not fit becomes NULL and is remembered.</summary>
internal sealed class JsonColumnReader
{
    private readonly DataType _type;
    private readonly JsonOptions _options;
    private readonly byte[][] _names = [];
    private readonly JsonColumnReader[] _parts = [];
    private readonly int[] _seen = [];
    private readonly DateTimePattern? _pattern;
    private int _record;

    public JsonColumnReader(DataType type, JsonOptions options)
    {
        _type = type;
        _options = options;
        switch (type)
        {
            case StructType structure:
                _names = [.. structure.Fields.Select(field => Encoding.UTF8.GetBytes(field.Name))];
                _parts = [.. structure.Fields.Select(field => new JsonColumnReader(field.Type, options))];
                _seen = new int[_parts.Length];
                break;
            case ArrayType array:
                _parts = [new JsonColumnReader(array.ElementType, options)];
                break;
            case MapType map:
                _parts = [new JsonColumnReader(map.ValueType, options)];
                break;
            case AtomicType atomic:
                string? format = atomic.Kind switch
                {
                    AtomicKind.Date => options.DateFormat,
                    AtomicKind.Timestamp => options.TimestampFormat,
                    AtomicKind.TimestampNtz => options.TimestampNtzFormat,
                    _ => null,
                };
                _pattern = format is null ? null : DateTimePattern.Parse(format, isParsing: true);
                break;
        }
    }

    /// <summary>Whether something in the record did not fit its type; cleared by whoever reads a record.</summary>
    public bool HasFailed { get; set; }

    /// <summary>The first field that did not fit, in Spark's words; filled only where a record that does not fit fails the query.</summary>
    public StreamingException? Failure { get; private set; }

    /// <summary>The reader of an array's elements.</summary>
    public JsonColumnReader Element => _parts[0];

    /// <summary>Appends the value at the reader, NULL where it does not fit.</summary>
    /// <returns>False where it did not fit.</returns>
    public bool Append(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, ColumnVector target, EvaluationContext context)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            target.AppendNull();
            return true;
        }

        bool done = _type switch
        {
            StructType => reader.TokenType == JsonTokenType.StartObject && AppendStruct(ref reader, text, (StructVector)target, context),
            ArrayType => reader.TokenType == JsonTokenType.StartArray && AppendArray(ref reader, text, (ArrayVector)target, context),
            MapType => reader.TokenType == JsonTokenType.StartObject && AppendMap(ref reader, text, (MapVector)target, context),
            DecimalType type => AppendDecimal(ref reader, type, (FixedVector<Int128>)target),
            AtomicType type => AppendAtomic(ref reader, text, type.Kind, target, context),
            _ => false,
        };
        if (!done)
        {
            reader.Skip();
            target.AppendNull();
        }

        return done;
    }

    /// <summary>Appends an object as a row; fields that are not there are NULL. Failures of fields are remembered, not returned.</summary>
    public bool AppendStruct(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, StructVector target, EvaluationContext context)
    {
        _record++;
        int row = target.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int field = FieldIndex(ref reader);
            reader.Read();
            if (field < 0)
            {
                reader.Skip();
                continue;
            }

            if (_seen[field] == _record)
            {
                target.Fields[field].Truncate(row); // the last of equal names counts
            }

            _seen[field] = _record;
            bool fits = _options.IsFailFast
                ? AppendOrExplain(ref reader, text, target, field, context)
                : _parts[field].Append(ref reader, text, target.Fields[field], context);
            HasFailed |= !fits || _parts[field].TakeFailure();
        }

        for (int i = 0; i < _parts.Length; i++)
        {
            if (_seen[i] != _record)
            {
                target.Fields[i].AppendNull();
            }
        }

        target.AppendRow();
        return target.Count == row + 1;
    }

    private bool AppendOrExplain(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, StructVector target, int field, EvaluationContext context)
    {
        var before = reader;
        bool fits = _parts[field].Append(ref reader, text, target.Fields[field], context);
        Failure ??= _parts[field].Failure;
        if (!fits && Failure is null)
        {
            string token = before.TokenType switch
            {
                JsonTokenType.String => "VALUE_STRING",
                JsonTokenType.Number => before.ValueSpan.IndexOfAny(".eE"u8) < 0 ? "VALUE_NUMBER_INT" : "VALUE_NUMBER_FLOAT",
                JsonTokenType.True => "VALUE_TRUE",
                JsonTokenType.False => "VALUE_FALSE",
                JsonTokenType.StartObject => "START_OBJECT",
                _ => "START_ARRAY",
            };
            string value = before.TokenType == JsonTokenType.String ? before.GetString()! : Encoding.UTF8.GetString(before.ValueSpan);
            Failure = FunctionErrors.Of(
                "CANNOT_PARSE_JSON_FIELD", "2203G",
                $"Cannot parse the field name '{Encoding.UTF8.GetString(_names[field])}' and the value {value} of the JSON token type {token} to target Spark data type \"{_parts[field]._type.Sql}\".");
        }

        return fits;
    }

    private bool TakeFailure()
    {
        bool failed = HasFailed;
        HasFailed = false;
        return failed;
    }

    private int FieldIndex(ref Utf8JsonReader reader)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            if (reader.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private bool AppendArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, ArrayVector target, EvaluationContext context)
    {
        int start = target.Elements.Count;
        bool fits = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            fits &= _parts[0].Append(ref reader, text, target.Elements, context);
            HasFailed |= _parts[0].TakeFailure();
        }

        if (fits)
        {
            target.AppendRow(start, target.Elements.Count - start);
        }

        // Elements of a list that does not fit stay behind, out of every row.
        return fits;
    }

    private bool AppendMap(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, MapVector target, EvaluationContext context)
    {
        int start = target.Keys.Count;
        bool fits = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ((BytesVector)target.Keys).AppendCopy(JsonText.StringBytes(ref reader));
            reader.Read();
            fits &= _parts[0].Append(ref reader, text, target.Values, context);
            HasFailed |= _parts[0].TakeFailure();
        }

        if (fits)
        {
            target.AppendRow(start, target.Keys.Count - start);
        }

        return fits;
    }

    private static bool AppendDecimal(ref Utf8JsonReader reader, DecimalType type, FixedVector<Int128> target)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String) || !DecimalText.TryParse(reader.ValueSpan, type.Precision, type.Scale, out var value))
        {
            return false;
        }

        target.Append(value);
        return true;
    }

    private bool AppendAtomic(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, AtomicKind kind, ColumnVector target, EvaluationContext context)
    {
        var token = reader.TokenType;
        switch (kind)
        {
            case AtomicKind.String:
                if (token == JsonTokenType.String && !reader.ValueIsEscaped)
                {
                    ((BytesVector)target).AppendCopy(reader.ValueSpan);
                }
                else if (_options.KeepsText && token is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    int start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    ((BytesVector)target).AppendCopy(text[start..(int)reader.BytesConsumed]);
                }
                else
                {
                    ((BytesVector)target).AppendCopy(JsonText.Content(ref reader, text));
                }

                return true;
            case AtomicKind.Boolean when token is JsonTokenType.True or JsonTokenType.False:
                ((FixedVector<bool>)target).Append(token == JsonTokenType.True);
                return true;
            case AtomicKind.Byte when IsInteger(ref reader, out long value) && value is >= sbyte.MinValue and <= sbyte.MaxValue:
                ((FixedVector<sbyte>)target).Append((sbyte)value);
                return true;
            case AtomicKind.Short when IsInteger(ref reader, out long value) && value is >= short.MinValue and <= short.MaxValue:
                ((FixedVector<short>)target).Append((short)value);
                return true;
            case AtomicKind.Integer when IsInteger(ref reader, out long value) && value is >= int.MinValue and <= int.MaxValue:
                ((FixedVector<int>)target).Append((int)value);
                return true;
            case AtomicKind.Long when IsInteger(ref reader, out long value):
                ((FixedVector<long>)target).Append(value);
                return true;
            case AtomicKind.Double or AtomicKind.Float when token == JsonTokenType.String && !_options.AllowNonNumericNumbers:
                return false;
            case AtomicKind.Double when IsDouble(ref reader, out double value):
                ((FixedVector<double>)target).Append(value);
                return true;
            case AtomicKind.Float when IsDouble(ref reader, out _):
                ((FixedVector<float>)target).Append(token == JsonTokenType.Number ? float.Parse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : (float)Special(reader.ValueSpan));
                return true;
            case AtomicKind.Binary when token == JsonTokenType.String && reader.TryGetBytesFromBase64(out byte[]? bytes):
                ((BytesVector)target).AppendCopy(bytes);
                return true;
            case AtomicKind.Date when token == JsonTokenType.String && TryDate(reader.GetString()!, context, out int days):
                ((FixedVector<int>)target).Append(days);
                return true;
            case AtomicKind.Timestamp when token == JsonTokenType.Number && reader.TryGetInt64(out long seconds):
                ((FixedVector<long>)target).Append(checked(seconds * 1_000_000));
                return true;
            case AtomicKind.Timestamp or AtomicKind.TimestampNtz when token == JsonTokenType.String && TryTimestamp(reader.GetString()!, kind, context, out long micros):
                ((FixedVector<long>)target).Append(micros);
                return true;
            case AtomicKind.Null:
                target.AppendNull();
                return true;
            default:
                return false;
        }
    }

    private bool TryDate(string text, EvaluationContext context, out int days)
    {
        if (_pattern is not null)
        {
            bool parsed = _pattern.TryParse(text, out var parts);
            days = parsed ? parts.Days : 0;
            return parsed;
        }

        return TimeText.TryParseDate(text, out days);
    }

    private bool TryTimestamp(string text, AtomicKind kind, EvaluationContext context, out long micros)
    {
        var zone = _options.TimeZone ?? context.TimeZone;
        if (_pattern is not null)
        {
            bool parsed = _pattern.TryParse(text, out var parts);
            micros = parsed ? kind == AtomicKind.Timestamp ? parts.ToInstant(zone) : parts.LocalMicros : 0;
            return parsed;
        }

        return kind == AtomicKind.Timestamp ? TimeText.TryParseTimestamp(text, zone, out micros) : TimeText.TryParseLocal(text, out micros);
    }

    private static bool IsInteger(ref Utf8JsonReader reader, out long value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && Utf8Parser.TryParse(reader.ValueSpan, out value, out int used) && used == reader.ValueSpan.Length;
    }

    private static bool IsDouble(ref Utf8JsonReader reader, out double value)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }

        value = reader.TokenType == JsonTokenType.String ? Special(reader.ValueSpan) : 0;
        return value != 0;
    }

    /// <summary>The numbers that JSON cannot write; 0 for any other text.</summary>
    private static double Special(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text) switch
    {
        "NaN" => double.NaN,
        "Infinity" or "+Infinity" or "INF" or "+INF" => double.PositiveInfinity,
        "-Infinity" or "-INF" => double.NegativeInfinity,
        _ => 0,
    };
}
