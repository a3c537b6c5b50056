namespace Streaming;

/// <summary>When keys without data are shown to a function with state once more.</summary>
public enum GroupStateTimeout
{
    /// <summary>Never.</summary>
    None,

    /// <summary>By the time of the batch; every trigger then runs a batch, with data or without.</summary>
    ProcessingTime,

    /// <summary>By the watermark; late rows do not come to the function.</summary>
    EventTime,
}
