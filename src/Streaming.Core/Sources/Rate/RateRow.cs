using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming;

/// <summary>A row of the sources <c>rate</c> and <c>rate-micro-batch</c>.</summary>
/// <param name="Timestamp">Time of the row.</param>
/// <param name="Value">Its number, from 0.</param>
public readonly record struct RateRow(
    [property: Column("timestamp")] DateTimeOffset Timestamp,
    [property: Column("value")] long Value);
