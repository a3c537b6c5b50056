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
}
