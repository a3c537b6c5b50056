namespace Streaming;

/// <summary>A record with its event time, on its way to the worker that owns its key.</summary>
/// <param name="Value">The record.</param>
/// <param name="Time">Microseconds since 1970-01-01 UTC, or <see cref="RecordBatch{T}.NoTimestamp"/>.</param>
internal readonly record struct TimedRecord<T>(T Value, long Time);
