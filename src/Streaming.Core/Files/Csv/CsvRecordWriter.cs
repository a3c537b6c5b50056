using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>A row as a CSV record.</summary>
internal sealed class CsvRecordWriter(StructType schema, CsvWriteSettings settings, EvaluationContext evaluation) : RecordTextWriter
{
    private static readonly DateTimePattern s_timestamp = DateTimePattern.Parse("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", false);
    private static readonly DateTimePattern s_local = DateTimePattern.Parse("yyyy-MM-dd'T'HH:mm:ss.SSS", false);
    private static readonly DateTimePattern s_date = DateTimePattern.Parse("yyyy-MM-dd", false);

    private readonly ArrayBufferWriter<byte> _value = new(256);
    private readonly StringBuilder _text = new();

    /// <summary>The names of the columns as a record.</summary>
    public static byte[] Header(StructType schema, CsvWriteSettings settings)
    {
        var target = new ArrayBufferWriter<byte>();
        var writer = new CsvRecordWriter(schema, settings, new EvaluationContext());
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            writer.Delimit(target, i);
            writer.Field(target, Encoding.UTF8.GetBytes(schema.Fields[i].Name));
        }

        return target.WrittenSpan.ToArray();
    }

    public override void Write(ArrayBufferWriter<byte> target, ColumnVector[] columns, int row)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            Delimit(target, i);
            if (columns[i].IsNull(row))
            {
                Raw(target, settings.NullValue, settings.QuotesAll);
                continue;
            }

            if (columns[i] is BytesVector bytes && schema.Fields[i].Type == DataTypes.String)
            {
                Field(target, bytes.Value(row));
                continue;
            }

            _value.ResetWrittenCount();
            Format(columns[i], row);
            Field(target, _value.WrittenSpan);
        }
    }

    private void Delimit(ArrayBufferWriter<byte> target, int field)
    {
        if (field > 0)
        {
            target.Write(settings.Dialect.Delimiter);
        }
    }

    private void Format(ColumnVector column, int row)
    {
        switch (column)
        {
            case BytesVector bytes:
                Text($"[{Convert.ToHexString(bytes.Value(row)).Chunk(2).Aggregate(new StringBuilder(), (text, pair) => text.Append(text.Length > 0 ? " " : "").Append(pair))}]");
                break;
            case FixedVector<bool> values:
                _value.Write(values.Values[row] ? "true"u8 : "false"u8);
                break;
            case FixedVector<sbyte> values:
                Number(values.Values[row]);
                break;
            case FixedVector<short> values:
                Number(values.Values[row]);
                break;
            case FixedVector<int> values when column.Type == DataTypes.Date:
                Time(settings.Values.Date ?? s_date, values.Values[row] * Civil.MicrosPerDay, TimeZoneInfo.Utc);
                break;
            case FixedVector<int> values when column.Type is IntervalType interval:
                Text(IntervalText.YearMonth(values.Values[row], interval));
                break;
            case FixedVector<int> values:
                Number(values.Values[row]);
                break;
            case FixedVector<long> values when column.Type == DataTypes.Timestamp:
                Time(settings.Values.Timestamp ?? s_timestamp, values.Values[row], settings.Values.Zone ?? evaluation.TimeZone);
                break;
            case FixedVector<long> values when column.Type == DataTypes.TimestampNtz:
                Time(settings.Values.TimestampNtz ?? s_local, values.Values[row], TimeZoneInfo.Utc);
                break;
            case FixedVector<long> values when column.Type is IntervalType interval:
                Text(IntervalText.DayTime(values.Values[row], interval));
                break;
            case FixedVector<long> values:
                Number(values.Values[row]);
                break;
            case FixedVector<float> values:
                Text(CastsToText.OfFloat(values.Values[row]));
                break;
            case FixedVector<double> values:
                Text(CastsToText.OfDouble(values.Values[row]));
                break;
            case FixedVector<Int128> values:
                Text(new SqlDecimal(values.Values[row], ((DecimalType)column.Type).Scale).ToString());
                break;
        }
    }

    private void Number(long value)
    {
        Utf8Formatter.TryFormat(value, _value.GetSpan(24), out int written);
        _value.Advance(written);
    }

    private void Time(DateTimePattern pattern, long micros, TimeZoneInfo zone)
    {
        long offset = TimeZones.OffsetAt(zone, micros);
        pattern.Append(_text.Clear(), micros + offset, zone, offset);
        Text(_text.ToString());
    }

    private void Text(string text) => Encoding.UTF8.GetBytes(text, _value);

    private void Raw(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> value, bool isQuoted)
    {
        byte quote = settings.Dialect.Quote;
        if (isQuoted && quote != 0)
        {
            target.Write([quote]);
        }

        target.Write(value);
        if (isQuoted && quote != 0)
        {
            target.Write([quote]);
        }
    }

    private void Field(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> value)
    {
        var dialect = settings.Dialect;
        while (dialect.TrimsLeft && value.Length > 0 && value[0] <= ' ')
        {
            value = value[1..];
        }

        while (dialect.TrimsRight && value.Length > 0 && value[^1] <= ' ')
        {
            value = value[..^1];
        }

        if (value.IsEmpty)
        {
            Raw(target, settings.EmptyValue, settings.QuotesAll && !settings.HasDefaultEmptyValue);
            return;
        }

        if (dialect.Quote == 0 || !(settings.QuotesAll || NeedsQuotes(value)))
        {
            target.Write(value);
            return;
        }

        target.Write([dialect.Quote]);
        foreach (byte c in value)
        {
            if (c == dialect.Quote && dialect.Escape != 0)
            {
                target.Write([dialect.Escape]);
            }
            else if (c == dialect.Escape && dialect.EscapeOfEscape != 0)
            {
                target.Write([dialect.EscapeOfEscape]);
            }

            target.Write([c]);
        }

        target.Write([dialect.Quote]);
    }

    private bool NeedsQuotes(ReadOnlySpan<byte> value) =>
        value.IndexOf(settings.Dialect.Delimiter) >= 0
        || value.IndexOfAny((byte)'\n', (byte)'\r') >= 0
        || (settings.EscapesQuotes && value.Contains(settings.Dialect.Quote))
        || value[0] == settings.Dialect.Quote
        || (settings.Dialect.Comment != 0 && value[0] == settings.Dialect.Comment);
}
