namespace Streaming.Conformance;

/// <summary>A started query, whatever runs it.</summary>
internal interface IRunningQuery
{
    StreamingQueryIds? Ids { get; }

    bool IsActive { get; }

    Exception? Failure { get; }

    IReadOnlyList<StreamingQueryProgress> Progress { get; }

    /// <summary>The status as JSON; null where the runner has none.</summary>
    string? Status { get; }

    /// <summary>The session that the query belongs to.</summary>
    StreamingSession Session { get; }

    string Explain(ExplainMode mode);

    /// <summary>Lets the clock of the query move on, and waits until the trigger that is due then has run.</summary>
    Task AdvanceAsync(TimeSpan by);

    /// <summary>Waits until everything available is processed; where the query ends by itself, for its end.</summary>
    Task SettleAsync();

    Task StopAsync();
}
