namespace Streaming.Core.Tests.EventTime;

/// <summary>A row of the tests of windows.</summary>
public sealed record Reading(string? Sensor, DateTimeOffset? Time, int Value = 1)
{
    public static Reading At(string? sensor, double? seconds, int value = 1) => new(sensor, seconds is { } time ? DateTimeOffset.UnixEpoch.AddMicroseconds((long)Math.Round(time * 1_000_000)) : null, value);
}
