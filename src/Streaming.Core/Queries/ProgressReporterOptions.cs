namespace Streaming;

/// <summary>Settings of a <see cref="ProgressReporter"/>.</summary>
internal sealed record ProgressReporterOptions
{
    /// <summary>How many progresses are kept (<c>spark.sql.streaming.numRecentProgressUpdates</c>).</summary>
    public int RecentProgressCount { get; init; } = 100;

    /// <summary>Least time between two idle events (<c>spark.sql.streaming.noDataProgressEventInterval</c>).</summary>
    public TimeSpan IdleInterval { get; init; } = TimeSpan.FromSeconds(10);
}
