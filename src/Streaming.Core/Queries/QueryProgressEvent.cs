namespace Streaming;

/// <summary>A query finished an epoch.</summary>
/// <param name="Progress">What the epoch did.</param>
public sealed record QueryProgressEvent(StreamingQueryProgress Progress);
