namespace Streaming.Conformance;

/// <summary>The ids of a running query.</summary>
internal sealed record StreamingQueryIds(Guid Id, Guid RunId);
