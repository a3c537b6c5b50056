namespace Streaming.Conformance;

/// <summary>The state of the recorded function: a text and a count.</summary>
public sealed record CountedText(string? V, long N);
