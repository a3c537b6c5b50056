namespace Streaming;

/// <summary>When an epoch runs, for one stateful operator: watermarks have come through the operators below it.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="BatchTimestampMs">The logged time of the batch, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="LateWatermarkMs">Rows up to this event time are late: the watermark of the epoch before.</param>
/// <param name="EvictionWatermarkMs">State up to this event time is finished: the watermark of this epoch.</param>
internal readonly record struct EpochTimes(long Epoch, long BatchTimestampMs, long LateWatermarkMs, long EvictionWatermarkMs)
{
    /// <summary><see cref="LateWatermarkMs"/> in microseconds, the engine's unit of event time.</summary>
    public long LateWatermark => LateWatermarkMs * 1000;

    /// <summary><see cref="EvictionWatermarkMs"/> in microseconds.</summary>
    public long EvictionWatermark => EvictionWatermarkMs * 1000;
}
