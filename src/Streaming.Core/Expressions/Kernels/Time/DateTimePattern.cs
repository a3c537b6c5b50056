using System.Globalization;
using System.Text;

namespace Streaming;

/// <summary>A pattern of Java's DateTimeFormatter in the part that Spark allows, for printing and reading.</summary>
internal sealed class DateTimePattern
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    private readonly List<Part> _parts;
    private readonly string _text;

    private DateTimePattern(string text, List<Part> parts)
    {
        _text = text;
        _parts = parts;
    }

    /// <summary>A letter with its count, or a literal text, or the start or end of an optional part.</summary>
    private readonly record struct Part(char Letter, int Count, string? Literal);

    public static DateTimePattern Parse(string pattern, bool isParsing)
    {
        var parts = new List<Part>();
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\'')
            {
                int end = pattern.IndexOf('\'', i + 1);
                if (end < 0)
                {
                    throw Unknown(pattern);
                }

                parts.Add(new('\'', 0, end == i + 1 ? "'" : pattern[(i + 1)..end]));
                i = end;
            }
            else if (char.IsAsciiLetter(c))
            {
                int count = 1;
                while (i + 1 < pattern.Length && pattern[i + 1] == c)
                {
                    count++;
                    i++;
                }

                Check(pattern, c, count, isParsing);
                parts.Add(new(c, count, null));
            }
            else if (c is '[' or ']')
            {
                parts.Add(new(c, 0, null));
            }
            else if (c is '#' or '{' or '}')
            {
                throw Unknown(pattern);
            }
            else
            {
                parts.Add(new('\'', 0, c.ToString()));
            }
        }

        return new(pattern, parts);
    }

    /// <summary>Prints a local time.</summary>
    public void Append(StringBuilder target, long local, TimeZoneInfo zone, long offsetMicros)
    {
        long days = Civil.FloorDivide(local, Civil.MicrosPerDay);
        long micros = local - (days * Civil.MicrosPerDay);
        var (year, month, day) = Civil.FromDays(days);
        int hour = (int)(micros / 3_600_000_000);
        int minute = (int)(micros / 60_000_000 % 60);
        int second = (int)(micros / 1_000_000 % 60);
        int fraction = (int)(micros % 1_000_000);
        int offset = (int)(offsetMicros / 1_000_000);
        foreach (var part in _parts)
        {
            int count = part.Count;
            switch (part.Letter)
            {
                case '\'':
                    target.Append(part.Literal);
                    break;
                case '[' or ']':
                    break;
                case 'G':
                    target.Append(count == 4 ? year > 0 ? "Anno Domini" : "Before Christ" : year > 0 ? "AD" : "BC");
                    break;
                case 'y':
                    int yearOfEra = year > 0 ? year : 1 - year;
                    if (count == 2)
                    {
                        Pad(target, yearOfEra % 100, 2);
                    }
                    else
                    {
                        if (yearOfEra > 9999 && count == 4)
                        {
                            target.Append('+');
                        }

                        Pad(target, yearOfEra, count);
                    }

                    break;
                case 'M' or 'L':
                    _ = count switch
                    {
                        3 => target.Append(Names.GetAbbreviatedMonthName(month)),
                        4 => target.Append(Names.GetMonthName(month)),
                        _ => Pad(target, month, count),
                    };
                    break;
                case 'd':
                    Pad(target, day, count);
                    break;
                case 'D':
                    Pad(target, Civil.DayOfYear(days), count);
                    break;
                case 'Q' or 'q':
                    int quarter = ((month - 1) / 3) + 1;
                    _ = count switch
                    {
                        3 => target.Append('Q').Append(quarter),
                        4 => target.Append(quarter switch { 1 => "1st", 2 => "2nd", 3 => "3rd", _ => "4th" }).Append(" quarter"),
                        _ => Pad(target, quarter, count),
                    };
                    break;
                case 'E':
                    var name = (DayOfWeek)(Civil.IsoDayOfWeek(days) % 7);
                    target.Append(count < 4 ? Names.GetAbbreviatedDayName(name) : Names.GetDayName(name));
                    break;
                case 'F':
                    target.Append(((day - 1) % 7) + 1);
                    break;
                case 'a':
                    target.Append(hour < 12 ? "AM" : "PM");
                    break;
                case 'h':
                    Pad(target, hour % 12 == 0 ? 12 : hour % 12, count);
                    break;
                case 'K':
                    Pad(target, hour % 12, count);
                    break;
                case 'k':
                    Pad(target, hour == 0 ? 24 : hour, count);
                    break;
                case 'H':
                    Pad(target, hour, count);
                    break;
                case 'm':
                    Pad(target, minute, count);
                    break;
                case 's':
                    Pad(target, second, count);
                    break;
                case 'S':
                    target.Append(((long)fraction * 1000).ToString("D9", CultureInfo.InvariantCulture).AsSpan(0, Math.Min(9, count)));
                    break;
                case 'V':
                    target.Append(zone == TimeZoneInfo.Utc ? "UTC" : zone.Id);
                    break;
                case 'z':
                    target.Append(ZoneName(zone, local - offsetMicros, count));
                    break;
                case 'O':
                    AppendLocalizedOffset(target, offset, count == 4);
                    break;
                case 'Z' when count == 4:
                    AppendLocalizedOffset(target, offset, true);
                    break;
                case 'Z':
                    AppendOffset(target, offset, count == 5 ? 5 : 2, count == 5);
                    break;
                case 'X':
                    AppendOffset(target, offset, count, true);
                    break;
                case 'x':
                    AppendOffset(target, offset, count, false);
                    break;
            }
        }
    }

    /// <summary>Reads a text as a whole; strict about fields and digits.</summary>
    public bool TryParse(string text, out DateTimeParts result)
    {
        var state = new DateTimeReader(text);
        result = default;
        return TryRead(0, _parts.Count, ref state) && state.IsAtEnd && state.TryResolve(out result);
    }

    private bool TryRead(int from, int to, ref DateTimeReader state)
    {
        for (int i = from; i < to; i++)
        {
            var part = _parts[i];
            if (part.Letter == ']')
            {
                continue;
            }

            if (part.Letter == '[')
            {
                int end = EndOfOptional(i, to);
                var saved = state;
                if (!TryRead(i + 1, end, ref state))
                {
                    state = saved;
                }

                i = end;
                continue;
            }

            bool adjacent = i + 1 < to && _parts[i + 1].Literal is null && _parts[i + 1].Letter is 'y' or 'M' or 'd' or 'H' or 'm' or 's' or 'S' or 'D';
            if (part.Literal is not null ? !state.TryLiteral(part.Literal) : !state.TryField(part.Letter, part.Count, adjacent && _parts[i + 1].Literal is null))
            {
                return false;
            }
        }

        return true;
    }

    private int EndOfOptional(int start, int to)
    {
        int depth = 0;
        for (int i = start; i < to; i++)
        {
            depth += _parts[i].Letter == '[' ? 1 : _parts[i].Letter == ']' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return to - 1;
    }

    private static void Check(string pattern, char letter, int count, bool isParsing)
    {
        int most = letter switch
        {
            'G' or 'M' or 'L' or 'E' or 'Q' or 'q' or 'z' => 4,
            'y' => 6,
            'd' or 'h' or 'H' or 'k' or 'K' or 'm' or 's' or 'V' => 2,
            'D' => 3,
            'S' => 9,
            'a' or 'F' => 1,
            'O' => 4,
            'X' or 'x' or 'Z' => 5,
            _ => 0,
        };
        bool bad = count > most || (letter == 'V' && count != 2) || (letter == 'O' && count is not (1 or 4));
        if (letter is 'c' or 'e' or 'W' or 'w' or 'Y' or 'u' or 'A' or 'n' or 'N' or 'p' or 'B' or 'i' or 'I' or 'U' or 'g' or 'b' or 'f' or 'j' or 'l' or 'o' or 'P' or 'r' or 'R' or 'C' or 'J' or 'T' or 't' or 'v')
        {
            throw letter is 'u' or 'Y' or 'W' or 'w' or 'c' or 'e' ? Unknown(pattern) : Illegal(pattern, letter);
        }

        if (isParsing && letter is 'Q' or 'q')
        {
            throw Illegal(pattern, letter);
        }

        if (bad || (isParsing && letter is 'E' or 'F'))
        {
            throw Unknown(pattern);
        }
    }

    private static StreamingException Illegal(string pattern, char letter) =>
        FunctionErrors.Of("INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER", "22007", $"Unrecognized datetime pattern: {pattern}. Illegal pattern character found in datetime pattern: {letter}. Please provide legal character.");

    private static StreamingException Unknown(string pattern) =>
        FunctionErrors.Of("INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION", "42K0B", $"You may get a different result due to the upgrading to Spark >= 3.0:\nFail to recognize '{pattern}' pattern in the DateTimeFormatter.\n1) You can set \"spark.sql.legacy.timeParserPolicy\" to \"LEGACY\" to restore the behavior before Spark 3.0.\n2) You can form a valid datetime pattern with the guide from 'https://spark.apache.org/docs/latest/sql-ref-datetime-pattern.html'.");

    private static StringBuilder Pad(StringBuilder target, int value, int digits) =>
        target.Append(value.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private static string ZoneName(TimeZoneInfo zone, long micros, int count)
    {
        if (zone == TimeZoneInfo.Utc)
        {
            return count == 4 ? "Coordinated Universal Time" : "UTC";
        }

        long ticks = Math.Clamp((micros * 10) + DateTime.UnixEpoch.Ticks, 0, DateTime.MaxValue.Ticks);
        string name = zone.IsDaylightSavingTime(new DateTime(ticks, DateTimeKind.Utc)) ? zone.DaylightName : zone.StandardName;
        return count == 4 || !name.Contains(' ', StringComparison.Ordinal) ? name : string.Concat(name.Split(' ').Select(word => word[0]));
    }

    private static void AppendLocalizedOffset(StringBuilder target, int seconds, bool isLong)
    {
        target.Append("GMT");
        if (seconds == 0)
        {
            return;
        }

        target.Append(seconds < 0 ? '-' : '+');
        int size = Math.Abs(seconds);
        Pad(target, size / 3600, isLong ? 2 : 1);
        if (isLong || size % 3600 != 0)
        {
            Pad(target.Append(':'), size / 60 % 60, 2);
        }

        if (size % 60 != 0)
        {
            Pad(target.Append(':'), size % 60, 2);
        }
    }

    /// <summary>Offset as Java's X letters write it: 1 = +HH[mm], 2 = +HHmm, 3 = +HH:mm, 4 = +HHmm[ss], 5 = +HH:mm[:ss].</summary>
    private static void AppendOffset(StringBuilder target, int seconds, int form, bool zeroIsZ)
    {
        if (seconds == 0 && zeroIsZ)
        {
            target.Append('Z');
            return;
        }

        target.Append(seconds < 0 ? '-' : '+');
        int size = Math.Abs(seconds);
        Pad(target, size / 3600, 2);
        int minutes = size / 60 % 60;
        if (form > 1 || minutes != 0)
        {
            Pad(form is 3 or 5 ? target.Append(':') : target, minutes, 2);
        }

        if (form >= 4 && size % 60 != 0)
        {
            Pad(form == 5 ? target.Append(':') : target, size % 60, 2);
        }
    }

    public override string ToString() => _text;
}
