namespace Streaming;

/// <summary>The timer that a processor is called for.</summary>
/// <param name="ExpiryTimeMs">When it was to fire, in milliseconds since 1970-01-01 UTC.</param>
public readonly record struct ExpiredTimerInfo(long ExpiryTimeMs);
