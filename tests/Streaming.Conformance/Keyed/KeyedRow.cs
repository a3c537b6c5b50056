namespace Streaming.Conformance;

/// <summary>A row of the interpreters of commands.</summary>
/// <param name="Key">The key.</param>
/// <param name="Ts">The event time.</param>
/// <param name="Cmd">Commands with semicolons between them.</param>
public sealed record KeyedRow(string? Key, DateTimeOffset? Ts, string? Cmd);
