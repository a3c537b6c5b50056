namespace Streaming;

/// <summary>A query looked for data and found none. Comes at most every ten seconds.</summary>
/// <param name="Id">Id of the query; survives restarts.</param>
/// <param name="RunId">Id of this run.</param>
/// <param name="Name">Name of the query; null where it has none.</param>
/// <param name="Timestamp">When the trigger that found nothing started.</param>
public sealed record QueryIdleEvent(Guid Id, Guid RunId, string? Name, DateTimeOffset Timestamp);
