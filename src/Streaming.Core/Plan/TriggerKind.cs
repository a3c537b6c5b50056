namespace Streaming;

/// <summary>When a query runs its batches.</summary>
public enum TriggerKind
{
    /// <summary>At multiples of an interval; with interval zero as soon as there is data.</summary>
    ProcessingTime,

    /// <summary>Everything that is there at the start, in as many batches as the rate limits ask for, then the query ends.</summary>
    AvailableNow,

    /// <summary>One batch, rate limits ignored, then the query ends.</summary>
    Once,

    /// <summary>Record by record with epochs at an interval; not run by micro-batches.</summary>
    Continuous,

    /// <summary>Record by record with exactly-once state; not run by micro-batches.</summary>
    RealTime,
}
