using System.Collections.Concurrent;
using System.Globalization;

namespace Streaming;

/// <summary>Time zones by the names that Spark takes, and the shifts between instants and local times in microseconds.</summary>
internal static class TimeZones
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo?> Known = new(StringComparer.Ordinal);

    public static TimeZoneInfo Find(string name) =>
        Known.GetOrAdd(name, Make) ?? throw FunctionErrors.Of("INVALID_TIMEZONE", "22009", $"The timezone: {name} is invalid. The timezone must be either a region-based zone ID or a zone offset. Region IDs must have the form 'area/city', such as 'America/Los_Angeles'. Zone offsets must be in the format '(+|-)HH', '(+|-)HH:mm’ or '(+|-)HH:mm:ss', e.g '-08' , '+01:00' or '-13:33:33', and must be in the range from -18:00 to +18:00. 'Z' and 'UTC' are accepted as synonyms for '+00:00'.");

    public static bool TryFind(string name, out TimeZoneInfo zone)
    {
        zone = Known.GetOrAdd(name, Make)!;
        return zone is not null;
    }

    /// <summary>Microseconds to add to an instant for the local time of a zone.</summary>
    public static long OffsetAt(TimeZoneInfo zone, long micros)
    {
        if (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime)
        {
            return 0;
        }

        long ticks = Math.Clamp((Math.Clamp(micros, -62_135_596_800_000_000, 253_402_300_799_999_999) * 10) + DateTime.UnixEpoch.Ticks, 0, DateTime.MaxValue.Ticks);
        return zone.GetUtcOffset(new DateTime(ticks, DateTimeKind.Utc)).Ticks / 10;
    }

    public static long ToLocal(TimeZoneInfo zone, long micros) => micros + OffsetAt(zone, micros);

    /// <summary>The instant of a local time: the earlier one where it comes twice, moved on by the gap where it does not exist.</summary>
    public static long ToInstant(TimeZoneInfo zone, long local)
    {
        if (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime)
        {
            return local;
        }

        // The offset in force a day before decides at a change of offsets.
        long before = OffsetAt(zone, local - Civil.MicrosPerDay);
        long after = OffsetAt(zone, local + Civil.MicrosPerDay);
        long first = local - before;
        if (OffsetAt(zone, first) == before)
        {
            return first;
        }

        long second = local - after;
        return OffsetAt(zone, second) == after ? second : first;
    }

    private static TimeZoneInfo? Make(string name)
    {
        string text = name.Trim();
        text = text switch
        {
            "PST" => "America/Los_Angeles",
            "CST" => "America/Chicago",
            "JST" => "Asia/Tokyo",
            "IST" => "Asia/Kolkata",
            "CET" => "Europe/Paris",
            _ => text,
        };
        if (text is "Z" or "UTC" or "GMT" or "UT")
        {
            return TimeZoneInfo.Utc;
        }

        foreach (string prefix in (ReadOnlySpan<string>)["UTC", "GMT", "UT"])
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length && text[prefix.Length] is '+' or '-')
            {
                text = text[prefix.Length..];
                break;
            }
        }

        if (text.Length > 1 && text[0] is '+' or '-')
        {
            return TryOffset(text, out var offset) ? TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name) : null;
        }

        return text.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : null;
    }

    private static bool TryOffset(string text, out TimeSpan offset)
    {
        offset = default;
        var parts = text[1..].Split(':');
        if (parts.Length > 3)
        {
            return false;
        }

        int seconds = 0;
        for (int i = 0; i < 3; i++)
        {
            int value = 0;
            if (i < parts.Length && (parts[i].Length is 0 or > 2 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out value)))
            {
                return false;
            }

            seconds = (seconds * 60) + value;
        }

        // .NET's zones have whole minutes and at most 14 hours.
        if (seconds > 14 * 3600 || seconds % 60 != 0)
        {
            return false;
        }

        offset = TimeSpan.FromSeconds(text[0] == '-' ? -seconds : seconds);
        return true;
    }
}
