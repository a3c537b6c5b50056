namespace Streaming;

/// <summary>How to stop a query.</summary>
public sealed record StopOptions
{
    /// <summary>False (default): the running epoch is finished and committed first. True: it is interrupted; the next start runs it again.</summary>
    public bool Immediate { get; init; }

    /// <summary>How long to wait for the end; null for the query's own setting, which is for ever unless configured. After that a <see cref="TimeoutException"/> names the query, which goes on stopping.</summary>
    public TimeSpan? Timeout { get; init; }
}
