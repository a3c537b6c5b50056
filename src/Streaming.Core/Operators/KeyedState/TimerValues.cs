namespace Streaming;

/// <summary>The times of the batch.</summary>
/// <param name="CurrentProcessingTimeMs">The logged time of the batch in milliseconds since 1970-01-01 UTC; the same when the batch runs again.</param>
/// <param name="CurrentWatermarkMs">The watermark in milliseconds since 1970-01-01 UTC; 0 where there is none or no data yet.</param>
public readonly record struct TimerValues(long CurrentProcessingTimeMs, long CurrentWatermarkMs);
