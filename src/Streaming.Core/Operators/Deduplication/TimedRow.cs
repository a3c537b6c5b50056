namespace Streaming;

/// <summary>A typed row on its way to another worker, with its event time.</summary>
internal readonly record struct TimedRow<T>(T Value, long Timestamp);
