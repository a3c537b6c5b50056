namespace Streaming;

/// <summary>Which rows of a join of two streams are too late, and when rows that were kept are finished.</summary>
/// <param name="LeftEventTime">Column of the left side with the event time, -1 where there is none.</param>
/// <param name="RightEventTime">Column of the right side with the event time, -1 where there is none.</param>
/// <param name="Key">Number of the key that is an event time or a window: rows of both sides are finished when the watermark passes it; -1 where there is none.</param>
/// <param name="LeftOffsetMs">What the watermark plus this passes is finished on the left side; null where nothing is, or the key says it.</param>
/// <param name="RightOffsetMs">The same for the right side.</param>
internal sealed record JoinTimes(int LeftEventTime, int RightEventTime, int Key, long? LeftOffsetMs, long? RightOffsetMs)
{
    /// <summary>Whether rows are ever finished.</summary>
    public bool Finishes => Key >= 0 || LeftOffsetMs is not null || RightOffsetMs is not null;

    /// <summary>The column with the event time of a side.</summary>
    public int EventTimeOf(bool isLeft) => isLeft ? LeftEventTime : RightEventTime;

    /// <summary>Up to which time kept rows of a side are finished, in milliseconds; null where they never are.</summary>
    public long? FinishedUpTo(bool isLeft, long watermarkMs) => Key >= 0 ? watermarkMs : watermarkMs + (isLeft ? LeftOffsetMs : RightOffsetMs);

    /// <summary>The watermark of what comes out: times of both sides, some of them only when they are finished.</summary>
    public long OutputWatermark(long inputMs)
    {
        long?[] finished = [FinishedUpTo(isLeft: true, inputMs), FinishedUpTo(isLeft: false, inputMs)];
        return Math.Max(0, finished.Min() ?? 0);
    }
}
