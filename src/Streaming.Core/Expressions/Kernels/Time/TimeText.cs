namespace Streaming;

/// <summary>Dates and timestamps in the forms that a cast from text takes: <c>yyyy[-M[-d]][ |T][H:m[:s[.f]]][zone]</c>.</summary>
internal static class TimeText
{
    public static bool TryParseDate(ReadOnlySpan<char> text, out int days)
    {
        days = 0;
        text = text.Trim();
        int position = 0;
        if (!TryDateFields(text, ref position, out long result) || (position < text.Length && text[position] is not (' ' or 'T')))
        {
            return false;
        }

        days = (int)result;
        return result is >= int.MinValue and <= int.MaxValue;
    }

    public static bool TryParseTimestamp(ReadOnlySpan<char> text, TimeZoneInfo zone, out long micros)
    {
        micros = 0;
        if (!TryParts(text, out var parts))
        {
            return false;
        }

        micros = parts.ToInstant(zone);
        return true;
    }

    public static bool TryParseLocal(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (!TryParts(text, out var parts) || parts.Zone is not null)
        {
            return false;
        }

        micros = parts.LocalMicros;
        return true;
    }

    private static bool TryParts(ReadOnlySpan<char> text, out DateTimeParts parts)
    {
        parts = default;
        text = text.Trim();
        int position = 0;
        if (!TryDateFields(text, ref position, out long days) || days is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        if (position == text.Length)
        {
            parts = new((int)days, 0, null);
            return true;
        }

        if (text[position] is not (' ' or 'T'))
        {
            return false;
        }

        position++;
        if (position == text.Length || !TryNumber(text, ref position, 2, out int hour) || !Skip(text, ref position, ':') || !TryNumber(text, ref position, 2, out int minute))
        {
            return false;
        }

        int second = 0;
        long fraction = 0;
        if (Skip(text, ref position, ':'))
        {
            if (!TryNumber(text, ref position, 2, out second))
            {
                return false;
            }

            if (Skip(text, ref position, '.'))
            {
                int digits = 0;
                while (position < text.Length && char.IsAsciiDigit(text[position]))
                {
                    fraction = digits < 6 ? (fraction * 10) + (text[position] - '0') : fraction;
                    digits++;
                    position++;
                }

                for (; digits < 6; digits++)
                {
                    fraction *= 10;
                }
            }
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        TimeZoneInfo? zone = null;
        var rest = text[position..].Trim();
        if (rest.Length > 0 && !TimeZones.TryFind(rest.ToString(), out zone))
        {
            return false;
        }

        parts = new((int)days, (((hour * 60L) + minute) * 60 + second) * Civil.MicrosPerSecond + fraction, zone);
        return true;
    }

    private static bool TryDateFields(ReadOnlySpan<char> text, ref int position, out long days)
    {
        days = 0;
        int sign = 1;
        if (position < text.Length && text[position] is '+' or '-')
        {
            sign = text[position++] == '-' ? -1 : 1;
        }

        int start = position;
        if (!TryNumber(text, ref position, 7, out int year) || position - start < 4)
        {
            return false;
        }

        int month = 1;
        int day = 1;
        if (Skip(text, ref position, '-'))
        {
            if (!TryNumber(text, ref position, 2, out month) || (Skip(text, ref position, '-') && !TryNumber(text, ref position, 2, out day)))
            {
                return false;
            }
        }

        year *= sign;
        if (month is < 1 or > 12 || day < 1 || day > Civil.DaysInMonth(year, month))
        {
            return false;
        }

        days = Civil.ToDays(year, month, day);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, ref int position, int most, out int value)
    {
        value = 0;
        int start = position;
        while (position < text.Length && position - start < most && char.IsAsciiDigit(text[position]))
        {
            value = (value * 10) + (text[position++] - '0');
        }

        return position > start;
    }

    private static bool Skip(ReadOnlySpan<char> text, ref int position, char wanted)
    {
        if (position < text.Length && text[position] == wanted)
        {
            position++;
            return true;
        }

        return false;
    }
}
