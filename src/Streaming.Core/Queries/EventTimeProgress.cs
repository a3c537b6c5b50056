namespace Streaming;

/// <summary>Event times of an epoch; exists only where the query has a watermark.</summary>
/// <remarks>Times before year 1 or after year 9999 are shown as the nearest one that a <see cref="DateTimeOffset"/> holds.</remarks>
public sealed record EventTimeProgress
{
    /// <summary>Mean event time of the epoch's rows; null without rows.</summary>
    public DateTimeOffset? Average { get; init; }

    /// <summary>Newest event time of the epoch's rows; null without rows.</summary>
    public DateTimeOffset? Maximum { get; init; }

    /// <summary>Oldest event time of the epoch's rows; null without rows.</summary>
    public DateTimeOffset? Minimum { get; init; }

    /// <summary>The watermark that the epoch used.</summary>
    public DateTimeOffset? Watermark { get; init; }

    /// <summary>The event times of an epoch from milliseconds since 1970.</summary>
    /// <param name="watermarkMs">The watermark that the epoch used.</param>
    /// <param name="rows">Oldest, newest and mean time of its rows; null without rows.</param>
    internal static EventTimeProgress Of(long watermarkMs, (long MinimumMs, long MaximumMs, double AverageMs)? rows) => new()
    {
        Average = rows is { } average ? Time((long)average.AverageMs) : null,
        Maximum = rows is { } maximum ? Time(maximum.MaximumMs) : null,
        Minimum = rows is { } minimum ? Time(minimum.MinimumMs) : null,
        Watermark = Time(watermarkMs),
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Clamp(milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
