namespace Streaming.Conformance;

/// <summary>The state of the interpreter of flatMapGroupsWithState.</summary>
/// <param name="V">A text.</param>
/// <param name="N">A count.</param>
public sealed record KeyedValue(string? V, long N);
