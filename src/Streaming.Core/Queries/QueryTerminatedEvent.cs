namespace Streaming;

/// <summary>A query ended, by itself, by a stop, or by a failure.</summary>
/// <param name="Id">Id of the query; survives restarts.</param>
/// <param name="RunId">Id of this run.</param>
/// <param name="Name">Name of the query; null where it has none.</param>
/// <param name="Timestamp">When it ended.</param>
/// <param name="Exception">The failure with its causes and their stacks as text; null where there was none.</param>
/// <param name="ErrorClass">Error class of the failure's cause, where it has one.</param>
public sealed record QueryTerminatedEvent(Guid Id, Guid RunId, string? Name, DateTimeOffset Timestamp, string? Exception, string? ErrorClass);
