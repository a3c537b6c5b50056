namespace Streaming;

/// <summary>A query was started.</summary>
/// <param name="Id">Id of the query; survives restarts.</param>
/// <param name="RunId">Id of this run.</param>
/// <param name="Name">Name of the query; null where it has none.</param>
/// <param name="Timestamp">When it was started.</param>
public sealed record QueryStartedEvent(Guid Id, Guid RunId, string? Name, DateTimeOffset Timestamp);
