using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming.Conformance;

/// <summary>What the recorded functions with state emit.</summary>
public sealed record KeyedOut([property: Column("key")] string? Key, [property: Column("out")] string Out);
