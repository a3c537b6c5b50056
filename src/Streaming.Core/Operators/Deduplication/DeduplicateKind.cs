namespace Streaming;

/// <summary>How long a key keeps others out.</summary>
internal enum DeduplicateKind
{
    /// <summary>For ever.</summary>
    Forever,

    /// <summary>Until the watermark has passed the event time, which is part of the key.</summary>
    UntilEventTime,

    /// <summary>Until the watermark has passed the event time of the first row by the delay.</summary>
    WithinDelay,
}
