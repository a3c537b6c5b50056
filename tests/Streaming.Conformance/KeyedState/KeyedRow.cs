using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming.Conformance;

/// <summary>A row of the recorded functions with state.</summary>
/// <param name="Key">The key.</param>
/// <param name="Cmd">Commands, separated by semicolons.</param>
public sealed record KeyedRow([property: Column("key")] string? Key, [property: Column("cmd")] string? Cmd);
