namespace Streaming.Core.Tests.Deduplication;

/// <summary>A row of the tests of deduplication.</summary>
public sealed record Event(string? Key, DateTimeOffset? Time, int Number)
{
    /// <summary>An event at a second, or without a time.</summary>
    public static Event At(string? key, double? second, int number = 0) => new(key, second is { } time ? DateTimeOffset.UnixEpoch.AddSeconds(time) : null, number);

    public override string ToString() => $"{Key ?? "-"}@{(Time is { } time ? (time - DateTimeOffset.UnixEpoch).TotalSeconds : "-")}#{Number}";
}
