using System.ComponentModel.DataAnnotations.Schema;

namespace Streaming;

/// <summary>A line from the source <c>socket</c> with the time it was read.</summary>
/// <param name="Value">The line.</param>
/// <param name="Timestamp">When it was read.</param>
public readonly record struct SocketRow(
    [property: Column("value")] string Value,
    [property: Column("timestamp")] DateTimeOffset Timestamp);
