namespace Streaming;

/// <summary>Decimals from text.</summary>
internal static class DecimalText
{
    public static Int128 Power(int exponent)
    {
        Int128 result = 1;
        for (int i = 0; i < exponent; i++)
        {
            result *= 10;
        }

        return result;
    }

    /// <summary>Reads digits with an optional point and exponent, rounded half up to a scale; false where they do not fit a precision.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, int precision, int scale, out Int128 value)
    {
        value = 0;
        int position = 0;
        bool isNegative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            isNegative = text[0] == '-';
            position++;
        }

        int digits = 0;
        int fraction = 0;
        int dropped = 0;
        int firstDropped = -1;
        bool seenPoint = false;
        for (; position < text.Length && (char.IsAsciiDigit((char)text[position]) || (text[position] == '.' && !seenPoint)); position++)
        {
            if (text[position] == '.')
            {
                seenPoint = true;
                continue;
            }

            digits++;
            if (value < Power(37))
            {
                value = (value * 10) + (text[position] - '0');
                fraction += seenPoint ? 1 : 0;
            }
            else
            {
                firstDropped = firstDropped < 0 ? text[position] - '0' : firstDropped;
                dropped += seenPoint ? 0 : 1;
            }
        }

        int exponent = 0;
        if (position < text.Length && text[position] is (byte)'e' or (byte)'E')
        {
            if (!System.Buffers.Text.Utf8Parser.TryParse(text[(position + 1)..], out exponent, out int used))
            {
                return false;
            }

            position += used + 1;
        }

        if (digits == 0 || position != text.Length)
        {
            return false;
        }

        int shift = scale - fraction + exponent + dropped;
        if (value != 0 && shift > 38)
        {
            return false;
        }

        for (; shift > 0 && value != 0; shift--)
        {
            if (value >= Power(37))
            {
                return false;
            }

            value *= 10;
        }

        if (shift < 0)
        {
            var divisor = Power(Math.Min(-shift, 38));
            var half = value % divisor;
            value = (value / divisor) + (-shift <= 38 && half >= divisor - half ? 1 : 0);
        }

        if (value >= Power(precision))
        {
            return false;
        }

        value = isNegative ? -value : value;
        return true;
    }
}
