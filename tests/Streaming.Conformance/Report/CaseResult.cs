namespace Streaming.Conformance;

/// <summary>How a case went.</summary>
public sealed record CaseResult
{
    public required string Id { get; init; }

    public required string Group { get; init; }

    public required CaseStatus Status { get; init; }

    /// <summary>Why it failed or cannot be said; empty where it passed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What differs, a text each; several lines where two texts are compared.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Expressions (or the like) that passed and failed, where the case is a list of such; null for others.</summary>
    public (int Passed, int Failed)? Items { get; init; }
}
