namespace Streaming;

/// <summary>What a user's function says of itself.</summary>
public sealed class UdfOptions
{
    /// <summary>Name in column names and errors.</summary>
    public string? Name { get; init; }

    /// <summary>False where the same arguments give different results (random numbers, counters), so that calls are never computed once for all.</summary>
    public bool IsDeterministic { get; init; } = true;
}
