using System.Globalization;
using System.Text.RegularExpressions;

namespace Streaming;

/// <summary>Dates and timestamps of literals: <c>2024-2-9</c>, <c>2024-02-09 10:11:12.5 Europe/Berlin</c>; a part may be missing from behind.</summary>
internal static partial class DateTimeText
{
    public static DateOnly? Date(string text)
    {
        var match = DateOnlyText().Match(text.Trim());
        return match.Success ? DayOf(match) : null;
    }

    public static (DateTime Local, TimeZoneInfo? Zone)? Timestamp(string text)
    {
        var match = TimestampText().Match(text.Trim());
        if (!match.Success || DayOf(match) is not { } day)
        {
            return null;
        }

        int hour = Number(match, "hour", 0);
        int minute = Number(match, "minute", 0);
        int second = Number(match, "second", 0);
        if (hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        // Microseconds: what is behind is cut off.
        long micros = long.Parse(match.Groups["fraction"].Value.PadRight(6, '0')[..6], CultureInfo.InvariantCulture);
        var local = day.ToDateTime(new TimeOnly(hour, minute, second)).AddTicks(micros * TimeSpan.TicksPerMicrosecond);
        string zone = match.Groups["zone"].Value;
        if (zone.Length == 0)
        {
            return (local, null);
        }

        return Zone(zone) is { } known ? (local, known) : null;
    }

    public static DateTimeOffset In(this (DateTime Local, TimeZoneInfo? Zone) moment, TimeZoneInfo session)
    {
        var zone = moment.Zone ?? session;

        // A time that a clock skips moves on by the gap.
        var local = zone.IsInvalidTime(moment.Local) ? moment.Local + Gap(zone, moment.Local) : moment.Local;
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, TimeSpan.Zero) - offset;
    }

    private static TimeSpan Gap(TimeZoneInfo zone, DateTime local) => zone.GetUtcOffset(local.AddDays(1)) - zone.GetUtcOffset(local.AddDays(-1));

    private static TimeZoneInfo? Zone(string text)
    {
        var match = OffsetText().Match(text);
        if (match.Success)
        {
            int hours = Number(match, "hours", 0);
            int minutes = Number(match, "minutes", 0);
            if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0))
            {
                return null;
            }

            // .NET's own limit of zones is 14 hours.
            var offset = new TimeSpan(hours, minutes, 0);
            return offset > TimeSpan.FromHours(14) ? null : offset == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone(text, match.Groups["sign"].Value == "-" ? -offset : offset, null, null);
        }

        return text is "Z" or "UTC" or "GMT" or "UT" ? TimeZoneInfo.Utc : TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : null;
    }

    private static DateOnly? DayOf(Match match)
    {
        int year = Number(match, "year", 1);
        int month = Number(match, "month", 1);
        int day = Number(match, "day", 1);
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static int Number(Match match, string group, int missing) =>
        match.Groups[group].Length == 0 ? missing : int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<year>\d{4,6})(-(?<month>\d{1,2})(-(?<day>\d{1,2})([ T].*)?)?)?$", RegexOptions.Singleline)]
    private static partial Regex DateOnlyText();

    [GeneratedRegex(@"^(?<year>\d{4,6})(-(?<month>\d{1,2})(-(?<day>\d{1,2})([ T](?<hour>\d{1,2})(:(?<minute>\d{1,2})(:(?<second>\d{1,2})(\.(?<fraction>\d*))?)?)?\s*(?<zone>[A-Za-z+\-].*)?)?)?)?$")]
    private static partial Regex TimestampText();

    [GeneratedRegex(@"^(UTC|GMT|UT)?(?<sign>[+-])(?<hours>\d{1,2})(:?(?<minutes>\d{1,2}))?$")]
    private static partial Regex OffsetText();
}
