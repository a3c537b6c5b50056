using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming.Conformance;

/// <summary>A row of a recorded initial state.</summary>
public sealed record InitialRow([property: Column("_1")] string? Key, [property: Column("_2")] string? V, [property: Column("_3")] long N);
