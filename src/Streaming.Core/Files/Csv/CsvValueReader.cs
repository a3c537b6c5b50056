using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>Reads the text of a field into a column; strict, as Java's parsers are.</summary>
internal sealed class CsvValueReader(DataType type, CsvValueFormat format, EvaluationContext evaluation)
{
    private readonly AtomicKind? _kind = (type as AtomicType)?.Kind;

    /// <summary>Appends the value; appends nothing where the text does not fit.</summary>
    public bool TryAppend(ReadOnlySpan<byte> text, ColumnVector target)
    {
        switch (_kind)
        {
            case AtomicKind.String or AtomicKind.Binary:
                ((BytesVector)target).AppendCopy(text);
                return true;
            case AtomicKind.Boolean:
                bool isTrue = Ascii.EqualsIgnoreCase(text, "true"u8);
                if (isTrue || Ascii.EqualsIgnoreCase(text, "false"u8))
                {
                    ((FixedVector<bool>)target).Append(isTrue);
                    return true;
                }

                return false;
            case AtomicKind.Byte when TryInteger(text, out long value) && value is >= sbyte.MinValue and <= sbyte.MaxValue:
                ((FixedVector<sbyte>)target).Append((sbyte)value);
                return true;
            case AtomicKind.Short when TryInteger(text, out long value) && value is >= short.MinValue and <= short.MaxValue:
                ((FixedVector<short>)target).Append((short)value);
                return true;
            case AtomicKind.Integer when TryInteger(text, out long value) && value is >= int.MinValue and <= int.MaxValue:
                ((FixedVector<int>)target).Append((int)value);
                return true;
            case AtomicKind.Long when TryInteger(text, out long value):
                ((FixedVector<long>)target).Append(value);
                return true;
            case AtomicKind.Float when TrySpecial(text, out double value) || TryDouble(text, out value):
                ((FixedVector<float>)target).Append((float)value);
                return true;
            case AtomicKind.Double when TrySpecial(text, out double value) || TryDouble(text, out value):
                ((FixedVector<double>)target).Append(value);
                return true;
            case AtomicKind.Date when TryDate(text, out int days):
                ((FixedVector<int>)target).Append(days);
                return true;
            case AtomicKind.Timestamp or AtomicKind.TimestampNtz when TryTimestamp(text, out long micros):
                ((FixedVector<long>)target).Append(micros);
                return true;
            case null when type is DecimalType number && TryDecimal(text, number, out var unscaled):
                ((FixedVector<Int128>)target).Append(unscaled);
                return true;
            default:
                return false;
        }
    }

    private static bool TryInteger(ReadOnlySpan<byte> text, out long value) => Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;

    private bool TrySpecial(ReadOnlySpan<byte> text, out double value)
    {
        value = text.SequenceEqual(format.NaN) ? double.NaN : text.SequenceEqual(format.PositiveInfinity) ? double.PositiveInfinity : text.SequenceEqual(format.NegativeInfinity) ? double.NegativeInfinity : 0;
        return value != 0;
    }

    private static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        while (text.Length > 0 && text[0] <= ' ')
        {
            text = text[1..];
        }

        while (text.Length > 0 && text[^1] <= ' ')
        {
            text = text[..^1];
        }

        if (text.Length > 1 && text[^1] is (byte)'d' or (byte)'D' or (byte)'f' or (byte)'F' && text[^2] is (>= (byte)'0' and <= (byte)'9') or (byte)'.')
        {
            text = text[..^1]; // Java's suffixes of literals
        }

        value = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[^1] is (>= (byte)'0' and <= (byte)'9') or (byte)'.')
        {
            return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
        }

        bool isNegative = text[0] == '-';
        var word = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        value = word.SequenceEqual("Infinity"u8) ? isNegative ? double.NegativeInfinity : double.PositiveInfinity : word.SequenceEqual("NaN"u8) ? double.NaN : 0;
        return value != 0;
    }

    private static bool TryDecimal(ReadOnlySpan<byte> text, DecimalType type, out Int128 value)
    {
        Span<char> chars = stackalloc char[128];
        value = default;
        if (text.Length > chars.Length || text.IsEmpty)
        {
            return false;
        }

        int length = 0;
        foreach (byte c in text)
        {
            if (c != ',')
            {
                chars[length++] = (char)c;
            }
        }

        return CastsToDecimal.TryParse(chars[..length], out var unscaled, out int scale) && Decimals.TryRescale(unscaled, scale, type.Precision, type.Scale, out value);
    }

    private bool TryDate(ReadOnlySpan<byte> text, out int days)
    {
        if (format.Date is { } pattern)
        {
            bool parsed = pattern.TryParse(Encoding.UTF8.GetString(text), out var parts);
            days = parsed ? parts.Days : 0;
            return parsed;
        }

        Span<char> chars = stackalloc char[128];
        days = 0;
        return TryChars(text, chars, out var trimmed) && TimeText.TryParseDate(trimmed, out days);
    }

    private bool TryTimestamp(ReadOnlySpan<byte> text, out long micros)
    {
        var zone = format.Zone ?? evaluation.TimeZone;
        bool isInstant = _kind == AtomicKind.Timestamp;
        if ((isInstant ? format.Timestamp : format.TimestampNtz) is { } pattern)
        {
            bool parsed = pattern.TryParse(Encoding.UTF8.GetString(text), out var parts);
            micros = !parsed ? 0 : isInstant ? parts.ToInstant(zone) : parts.LocalMicros;
            return parsed;
        }

        Span<char> chars = stackalloc char[128];
        micros = 0;
        return TryChars(text, chars, out var trimmed)
            && (isInstant ? TimeText.TryParseTimestamp(trimmed, zone, out micros) : TimeText.TryParseLocal(trimmed, out micros));
    }

    private static bool TryChars(ReadOnlySpan<byte> text, Span<char> chars, out ReadOnlySpan<char> result)
    {
        bool fits = text.Length <= chars.Length;
        result = fits ? ((ReadOnlySpan<char>)chars[..Encoding.UTF8.GetChars(text, chars)]).Trim() : default;
        return fits;
    }
}
