using System.Globalization;

namespace Streaming;

/// <summary>Reads the fields of a date and time from a text, one after the other.</summary>
internal struct DateTimeReader(string text)
{
    private static readonly string[] Months = [.. Enumerable.Range(1, 12).Select(CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName)];

    private int _position;
    private int? _year;
    private int? _month;
    private int? _day;
    private int? _dayOfYear;
    private int? _hour;
    private int? _halfHour;
    private int? _minute;
    private int? _second;
    private long _fraction;
    private bool? _isAfternoon;
    private bool _isBeforeChrist;
    private TimeZoneInfo? _zone;

    public readonly bool IsAtEnd => _position == text.Length;

    public bool TryLiteral(string literal)
    {
        if (string.CompareOrdinal(text, _position, literal, 0, literal.Length) != 0)
        {
            return false;
        }

        _position += literal.Length;
        return true;
    }

    /// <summary>Reads a field; exactly its digits where the next field follows at once.</summary>
    public bool TryField(char letter, int count, bool isFollowedByDigits)
    {
        switch (letter)
        {
            case 'y':
                if (count == 2)
                {
                    return Digits(2, 2, out int two) && Set(ref _year, 2000 + two);
                }

                return Digits(count, isFollowedByDigits || count == 4 ? count : count is 1 or 3 ? 10 : count, out int year) && Set(ref _year, year);
            case 'M' or 'L' when count >= 3:
                return MonthName(count);
            case 'M' or 'L':
                return Digits(count, 2, out int month) && month is >= 1 and <= 12 && Set(ref _month, month);
            case 'd':
                return Digits(count, 2, out int day) && day is >= 1 and <= 31 && Set(ref _day, day);
            case 'D':
                return Digits(count, 3, out int dayOfYear) && dayOfYear is >= 1 and <= 366 && Set(ref _dayOfYear, dayOfYear);
            case 'H':
                return Digits(count, 2, out int hour) && hour <= 23 && Set(ref _hour, hour);
            case 'k':
                return Digits(count, 2, out int clock) && clock is >= 1 and <= 24 && Set(ref _hour, clock % 24);
            case 'h':
                return Digits(count, 2, out int half) && half is >= 1 and <= 12 && Set(ref _halfHour, half % 12);
            case 'K':
                return Digits(count, 2, out int zeroBased) && zeroBased <= 11 && Set(ref _halfHour, zeroBased);
            case 'm':
                return Digits(count, 2, out int minute) && minute <= 59 && Set(ref _minute, minute);
            case 's':
                return Digits(count, 2, out int second) && second <= 59 && Set(ref _second, second);
            case 'S':
                return Fraction(count);
            case 'a':
                return HalfOfDay();
            case 'G':
                return Era();
            case 'E':
                return true;
            default:
                return Zone(letter);
        }
    }

    /// <summary>Puts the fields together; missing ones have their first value, the year 1970.</summary>
    public readonly bool TryResolve(out DateTimeParts result)
    {
        result = default;
        int year = _year ?? 1970;
        if (_isBeforeChrist)
        {
            year = 1 - year;
        }

        long days;
        if (_dayOfYear is { } dayOfYear && _month is null)
        {
            if (dayOfYear == 366 && !Civil.IsLeap(year))
            {
                return false;
            }

            days = Civil.ToDays(year, 1, 1) + dayOfYear - 1;
        }
        else
        {
            int month = _month ?? 1;
            int day = _day ?? 1;
            if (day > Civil.DaysInMonth(year, month))
            {
                return false;
            }

            days = Civil.ToDays(year, month, day);
        }

        if (days is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        int hour = _hour ?? (_halfHour ?? 0) + (_isAfternoon == true ? 12 : 0);
        result = new((int)days, (((((hour * 60L) + (_minute ?? 0)) * 60) + (_second ?? 0)) * Civil.MicrosPerSecond) + _fraction, _zone);
        return true;
    }

    private static bool Set(ref int? field, int value)
    {
        field = value;
        return true;
    }

    private bool Digits(int least, int most, out int value)
    {
        long result = 0;
        int start = _position;
        while (_position < text.Length && _position - start < most && char.IsAsciiDigit(text[_position]))
        {
            result = (result * 10) + (text[_position++] - '0');
        }

        value = (int)Math.Min(result, int.MaxValue);
        return _position - start >= least && result <= 999_999;
    }

    private bool Fraction(int count)
    {
        int start = _position;
        long value = 0;
        while (_position < text.Length && _position - start < count && char.IsAsciiDigit(text[_position]))
        {
            int digit = text[_position++] - '0';
            value = _position - start <= 6 ? (value * 10) + digit : value;
        }

        int digits = _position - start;
        for (int i = digits; i < 6; i++)
        {
            value *= 10;
        }

        _fraction = value;
        return digits > 0;
    }

    private bool MonthName(int count)
    {
        for (int i = 0; i < Months.Length; i++)
        {
            string name = count == 3 ? Months[i][..3] : Months[i];
            if (string.Compare(text, _position, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                _position += name.Length;
                _month = i + 1;
                return true;
            }
        }

        return false;
    }

    private bool HalfOfDay()
    {
        if (string.Compare(text, _position, "AM", 0, 2, StringComparison.OrdinalIgnoreCase) == 0)
        {
            _isAfternoon = false;
        }
        else if (string.Compare(text, _position, "PM", 0, 2, StringComparison.OrdinalIgnoreCase) == 0)
        {
            _isAfternoon = true;
        }
        else
        {
            return false;
        }

        _position += 2;
        return true;
    }

    private bool Era()
    {
        foreach (string name in (ReadOnlySpan<string>)["Anno Domini", "Before Christ", "AD", "BC"])
        {
            if (string.Compare(text, _position, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                _isBeforeChrist = name[0] == 'B';
                _position += name.Length;
                return true;
            }
        }

        return false;
    }

    private bool Zone(char letter)
    {
        int end = _position;
        if (letter is 'V' or 'z' or 'O')
        {
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '/' or '_' or '+' or '-' or ':'))
            {
                end++;
            }
        }
        else if (end < text.Length && text[end] == 'Z')
        {
            end++;
        }
        else
        {
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '+' or '-' or ':'))
            {
                end++;
            }
        }

        string name = text[_position..end];
        if (name.Length == 5 && name[0] is '+' or '-' && !name.Contains(':', StringComparison.Ordinal))
        {
            name = $"{name[..3]}:{name[3..]}";
        }

        if (name.Length == 0 || !TimeZones.TryFind(name, out var zone))
        {
            return false;
        }

        _zone = zone;
        _position = end;
        return true;
    }
}
