namespace Streaming;

/// <summary>A date and time read by a pattern.</summary>
/// <param name="Days">Days since 1970-01-01.</param>
/// <param name="MicrosOfDay">Time of the day in microseconds.</param>
/// <param name="Zone">The zone in the text, where there was one.</param>
internal readonly record struct DateTimeParts(int Days, long MicrosOfDay, TimeZoneInfo? Zone)
{
    /// <summary>The local time.</summary>
    public long LocalMicros => checked((Days * Civil.MicrosPerDay) + MicrosOfDay);

    /// <summary>The instant, in the text's zone or else the given one.</summary>
    public long ToInstant(TimeZoneInfo otherwise) => TimeZones.ToInstant(Zone ?? otherwise, LocalMicros);
}
