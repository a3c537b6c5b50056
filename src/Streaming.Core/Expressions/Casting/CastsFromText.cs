using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Streaming;

/// <summary>Casts from text. White space and control characters around a value do not count.</summary>
internal static class CastsFromText
{
    public static Func<Kernel, Kernel>? Find(DataType to, CastMode mode)
    {
        return to switch
        {
            DecimalType type => child => new TextCastKernel<Int128>(
                child, to, (ReadOnlySpan<byte> text, EvaluationContext _, out Int128 result) => TryDecimal(text, type, out result),
                mode != CastMode.Ansi ? null : text => CastsToDecimal.TryParse(text.Trim(), out var unscaled, out int scale)
                    ? BigInteger.Abs(unscaled) / BigInteger.Pow(10, scale) >= BigInteger.Pow(10, DecimalType.MaxPrecision)
                        ? BindErrors.Make("NUMERIC_OUT_OF_SUPPORTED_RANGE", $"The value {text.Trim()} cannot be interpreted as a numeric since it has more than 38 digits.", "22003")
                        : BindErrors.DecimalOutOfRange(text.Trim(), type) : BindErrors.CastInvalid($"'{text}'", DataTypes.String, to)),
            AtomicType { Kind: AtomicKind.Boolean } => Make<bool>(TryBoolean),
            AtomicType { Kind: AtomicKind.Byte } => Integer<sbyte>(sbyte.MinValue, sbyte.MaxValue, value => (sbyte)value),
            AtomicType { Kind: AtomicKind.Short } => Integer<short>(short.MinValue, short.MaxValue, value => (short)value),
            AtomicType { Kind: AtomicKind.Integer } => Integer<int>(int.MinValue, int.MaxValue, value => (int)value),
            AtomicType { Kind: AtomicKind.Long } => Integer<long>(long.MinValue, long.MaxValue, value => value),
            AtomicType { Kind: AtomicKind.Float } => Make((ReadOnlySpan<byte> text, EvaluationContext _, out float result) =>
            {
                bool ok = TryDouble(text, out double value);
                result = (float)value;
                return ok;
            }),
            AtomicType { Kind: AtomicKind.Double } => Make((ReadOnlySpan<byte> text, EvaluationContext _, out double result) => TryDouble(text, out result)),
            AtomicType { Kind: AtomicKind.Date } => Make((ReadOnlySpan<byte> text, EvaluationContext _, out int result) =>
            {
                Span<char> chars = stackalloc char[128];
                result = 0;
                return TryChars(text, chars, out var trimmed) && TimeText.TryParseDate(trimmed, out result);
            }),
            AtomicType { Kind: AtomicKind.Timestamp } => Make((ReadOnlySpan<byte> text, EvaluationContext context, out long result) =>
            {
                Span<char> chars = stackalloc char[128];
                result = 0;
                return TryChars(text, chars, out var trimmed) && TimeText.TryParseTimestamp(trimmed, context.TimeZone, out result);
            }),
            AtomicType { Kind: AtomicKind.TimestampNtz } => Make((ReadOnlySpan<byte> text, EvaluationContext _, out long result) =>
            {
                Span<char> chars = stackalloc char[128];
                result = 0;
                return TryChars(text, chars, out var trimmed) && TimeText.TryParseLocal(trimmed, out result);
            }),
            _ => null,
        };

        Func<Kernel, Kernel> Make<TOut>(TextCast<TOut> function)
            where TOut : unmanaged => child => new TextCastKernel<TOut>(
                child, to, function, mode != CastMode.Ansi ? null : text => BindErrors.CastInvalid($"'{text}'", DataTypes.String, to));

        Func<Kernel, Kernel> Integer<TOut>(long minimum, long maximum, Func<long, TOut> narrow)
            where TOut : unmanaged => Make((ReadOnlySpan<byte> text, EvaluationContext _, out TOut result) =>
            {
                bool ok = TryInteger(text, mode == CastMode.Legacy, out long value) && value >= minimum && value <= maximum;
                result = ok ? narrow(value) : default;
                return ok;
            });
    }

    // Sign and digits; before ANSI a fraction was cut off.
    private static bool TryInteger(ReadOnlySpan<byte> text, bool allowsFraction, out long value)
    {
        text = Trim(text);
        value = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        bool isNegative = text[0] == '-';
        int start = text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        int i = start;
        for (; i < text.Length && char.IsAsciiDigit((char)text[i]); i++)
        {
            int digit = text[i] - '0';
            if (value < (long.MinValue + digit) / 10)
            {
                return false;
            }

            value = (value * 10) - digit; // negative, since there is one number more below zero
        }

        if (i < text.Length && text[i] == '.' && allowsFraction)
        {
            bool hasDigits = i > start || i + 1 < text.Length;
            for (i++; i < text.Length && char.IsAsciiDigit((char)text[i]); i++)
            {
            }

            if (!hasDigits)
            {
                return false;
            }
        }
        else if (i == start)
        {
            return false;
        }

        if (i < text.Length || (!isNegative && value == long.MinValue))
        {
            return false;
        }

        value = isNegative ? value : -value;
        return true;
    }

    private static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        text = Trim(text);
        if (text.Length > 1 && text[^1] is (byte)'d' or (byte)'D' or (byte)'f' or (byte)'F' && (char.IsAsciiDigit((char)text[^2]) || text[^2] == '.'))
        {
            text = text[..^1]; // Java's suffixes of literals
        }

        if (!text.IsEmpty && (char.IsAsciiDigit((char)text[^1]) || text[^1] == '.') && double.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        var named = Encoding.ASCII.GetString(text).ToUpperInvariant() switch
        {
            "NAN" => double.NaN,
            "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
            "-INF" or "-INFINITY" => double.NegativeInfinity,
            _ => (double?)null,
        };
        value = named ?? 0;
        return named is not null;
    }

    private static bool TryDecimal(ReadOnlySpan<byte> text, DecimalType type, out Int128 result)
    {
        Span<char> chars = stackalloc char[128];
        result = default;
        return TryChars(text, chars, out var trimmed)
            && CastsToDecimal.TryParse(trimmed, out var unscaled, out int scale)
            && Decimals.TryRescale(unscaled, scale, type.Precision, type.Scale, out result);
    }

    private static bool TryBoolean(ReadOnlySpan<byte> text, EvaluationContext context, out bool value)
    {
        text = Trim(text);
        value = Is(text, "t"u8) || Is(text, "true"u8) || Is(text, "y"u8) || Is(text, "yes"u8) || Is(text, "1"u8);
        return value || Is(text, "f"u8) || Is(text, "false"u8) || Is(text, "n"u8) || Is(text, "no"u8) || Is(text, "0"u8);
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(text, word);

    private static bool TryChars(ReadOnlySpan<byte> text, Span<char> chars, out ReadOnlySpan<char> result)
    {
        text = Trim(text);
        bool ok = text.Length <= chars.Length;
        result = ok ? chars[..Encoding.UTF8.GetChars(text, chars)] : default;
        return ok;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && text[start] <= ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] <= ' ')
        {
            end--;
        }

        return text[start..end];
    }
}
