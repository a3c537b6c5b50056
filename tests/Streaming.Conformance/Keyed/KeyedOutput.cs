namespace Streaming.Conformance;

/// <summary>What a command emitted.</summary>
public sealed record KeyedOutput(string? Key, string Out);
