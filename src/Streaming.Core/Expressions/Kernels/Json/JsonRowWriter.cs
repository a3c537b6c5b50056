using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Writes rows of nested vectors as JSON in Spark's form.</summary>
internal sealed class JsonRowWriter(JsonOptions options)
{
    private readonly ArrayBufferWriter<byte> _target = new();
    private readonly StringBuilder _text = new();
    private readonly DateTimePattern _timestamp = DateTimePattern.Parse(options.TimestampFormat ?? "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", false);
    private readonly DateTimePattern _local = DateTimePattern.Parse(options.TimestampNtzFormat ?? "yyyy-MM-dd'T'HH:mm:ss.SSS", false);
    private readonly DateTimePattern _date = DateTimePattern.Parse(options.DateFormat ?? "yyyy-MM-dd", false);

    /// <summary>The value of a row as JSON, valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(ColumnVector vector, int row, EvaluationContext context)
    {
        _target.ResetWrittenCount();
        Value(vector, row, context);
        return _target.WrittenSpan;
    }

    private void Value(ColumnVector vector, int row, EvaluationContext context)
    {
        if (vector.IsNull(row))
        {
            Raw("null"u8);
            return;
        }

        switch (vector)
        {
            case StructVector structure:
                Struct(structure, row, context);
                break;
            case ArrayVector array:
                Raw("["u8);
                for (int i = 0; i < array.Lengths[row]; i++)
                {
                    if (i > 0)
                    {
                        Raw(","u8);
                    }

                    Value(array.Elements, array.Starts[row] + i, context);
                }

                Raw("]"u8);
                break;
            case MapVector map:
                Raw("{"u8);
                for (int i = 0; i < map.Lengths[row]; i++)
                {
                    if (i > 0)
                    {
                        Raw(","u8);
                    }

                    Key(map.Keys, map.Starts[row] + i);
                    Raw(":"u8);
                    Value(map.Values, map.Starts[row] + i, context);
                }

                Raw("}"u8);
                break;
            default:
                Atomic(vector, row, context);
                break;
        }
    }

    private void Struct(StructVector structure, int row, EvaluationContext context)
    {
        var fields = ((StructType)structure.Type).Fields;
        bool first = true;
        Raw("{"u8);
        for (int i = 0; i < fields.Count; i++)
        {
            if (options.IgnoreNullFields && structure.Fields[i].IsNull(row))
            {
                continue;
            }

            if (!first)
            {
                Raw(","u8);
            }

            first = false;
            Quoted(Encoding.UTF8.GetBytes(fields[i].Name));
            Raw(":"u8);
            Value(structure.Fields[i], row, context);
        }

        Raw("}"u8);
    }

    private void Key(ColumnVector keys, int row)
    {
        switch (keys)
        {
            case BytesVector bytes:
                Quoted(bytes.Value(row));
                break;
            case FixedVector<int> days:
                Quoted(Encoding.UTF8.GetBytes(days.Values[row].ToString(CultureInfo.InvariantCulture)));
                break;
            case FixedVector<long> micros:
                Quoted(Encoding.UTF8.GetBytes(micros.Values[row].ToString(CultureInfo.InvariantCulture)));
                break;
            case FixedVector<bool> flags:
                Quoted(flags.Values[row] ? "true"u8 : "false"u8);
                break;
            case FixedVector<double> doubles:
                Quoted(Encoding.UTF8.GetBytes(CastsToText.OfDouble(doubles.Values[row])));
                break;
            case FixedVector<float> floats:
                Quoted(Encoding.UTF8.GetBytes(CastsToText.OfFloat(floats.Values[row])));
                break;
            case FixedVector<short> shorts:
                Quoted(Encoding.UTF8.GetBytes(shorts.Values[row].ToString(CultureInfo.InvariantCulture)));
                break;
            case FixedVector<sbyte> small:
                Quoted(Encoding.UTF8.GetBytes(small.Values[row].ToString(CultureInfo.InvariantCulture)));
                break;
            case FixedVector<Int128> decimals:
                Quoted(Encoding.UTF8.GetBytes(new SqlDecimal(decimals.Values[row], ((DecimalType)keys.Type).Scale).ToString()));
                break;
            default:
                Quoted("?"u8);
                break;
        }
    }

    private void Atomic(ColumnVector vector, int row, EvaluationContext context)
    {
        switch (vector)
        {
            case BytesVector bytes when vector.Type == DataTypes.Binary:
                Quoted(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes.Value(row))));
                break;
            case BytesVector bytes:
                Quoted(bytes.Value(row));
                break;
            case FixedVector<bool> flags:
                Raw(flags.Values[row] ? "true"u8 : "false"u8);
                break;
            case FixedVector<sbyte> values:
                Number(values.Values[row]);
                break;
            case FixedVector<short> values:
                Number(values.Values[row]);
                break;
            case FixedVector<int> values when vector.Type == DataTypes.Date:
                Time(_date, values.Values[row] * Civil.MicrosPerDay, TimeZoneInfo.Utc);
                break;
            case FixedVector<int> values when vector.Type is IntervalType:
                Quoted(Encoding.ASCII.GetBytes(IntervalText.YearMonth(values.Values[row], IntervalType.YearToMonth)));
                break;
            case FixedVector<int> values:
                Number(values.Values[row]);
                break;
            case FixedVector<long> values when vector.Type == DataTypes.Timestamp:
                Time(_timestamp, values.Values[row], options.TimeZone ?? context.TimeZone);
                break;
            case FixedVector<long> values when vector.Type == DataTypes.TimestampNtz:
                Time(_local, values.Values[row], TimeZoneInfo.Utc);
                break;
            case FixedVector<long> values when vector.Type is IntervalType:
                Quoted(Encoding.ASCII.GetBytes(IntervalText.DayTime(values.Values[row], IntervalType.DayToSecond)));
                break;
            case FixedVector<long> values:
                Number(values.Values[row]);
                break;
            case FixedVector<double> values:
                Floating(CastsToText.OfDouble(values.Values[row]), double.IsFinite(values.Values[row]));
                break;
            case FixedVector<float> values:
                Floating(CastsToText.OfFloat(values.Values[row]), float.IsFinite(values.Values[row]));
                break;
            case FixedVector<Int128> values:
                Raw(Encoding.ASCII.GetBytes(new SqlDecimal(values.Values[row], ((DecimalType)vector.Type).Scale).ToString()));
                break;
            default:
                Raw("null"u8);
                break;
        }
    }

    private void Floating(string text, bool isFinite)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        if (isFinite)
        {
            Raw(bytes);
        }
        else
        {
            Quoted(bytes);
        }
    }

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _target.GetSpan(24), out int written);
        _target.Advance(written);
    }

    private void Time(DateTimePattern pattern, long micros, TimeZoneInfo zone)
    {
        long offset = TimeZones.OffsetAt(zone, micros);
        pattern.Append(_text.Clear(), micros + offset, zone, offset);
        Quoted(Encoding.UTF8.GetBytes(_text.ToString()));
    }

    private void Raw(ReadOnlySpan<byte> value) => BuffersExtensions.Write(_target, value);

    private void Quoted(ReadOnlySpan<byte> value)
    {
        Raw("\""u8);
        int start = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] >= 0x20 && value[i] != '"' && value[i] != '\\')
            {
                continue;
            }

            Raw(value[start..i]);
            start = i + 1;
            Raw(value[i] switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\b' => "\\b"u8,
                (byte)'\f' => "\\f"u8,
                var other => Encoding.ASCII.GetBytes($"\\u{other:X4}"),
            });
        }

        Raw(value[start..]);
        Raw("\""u8);
    }
}
