using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming.Conformance;

/// <summary>A row of a recorded initial state of a processor.</summary>
public sealed record InitialValue([property: Column("_1")] string? Key, [property: Column("_2")] string V);
