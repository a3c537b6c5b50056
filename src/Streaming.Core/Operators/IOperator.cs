namespace Streaming;

/// <summary>The part of an operator that is the same for every kind of batch.</summary>
internal interface IOperator
{
    /// <summary>Event time has passed a point: no earlier record counts any more.</summary>
    /// <param name="time">Microseconds since 1970-01-01 UTC.</param>
    void OnWatermark(long time);

    /// <summary>All batches of an epoch have come.</summary>
    /// <param name="epoch">The epoch (batch id).</param>
    void OnEpochEnd(long epoch);
}
