namespace Streaming;

/// <summary>What the timers of a <see cref="StatefulProcessor{TKey, TIn, TOut}"/> go by.</summary>
public enum TimeMode
{
    /// <summary>There are no timers and no time to live.</summary>
    None,

    /// <summary>By the time of the batch; every trigger then runs a batch, with data or without.</summary>
    ProcessingTime,

    /// <summary>By the watermark; late rows do not come to the processor.</summary>
    EventTime,
}
