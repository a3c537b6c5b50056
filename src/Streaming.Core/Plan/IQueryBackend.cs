namespace Streaming;

/// <summary>Runs plans; the local engine is one, other engines can be others.</summary>
public interface IQueryBackend
{
    /// <summary>Starts a query and returns once it runs, or throws where it cannot.</summary>
    /// <param name="environment">The session's services.</param>
    /// <param name="plan">The plan.</param>
    StreamingQuery Start(QueryEnvironment environment, QueryPlan plan);

    /// <summary>Runs a query over bounded data to its end (<see cref="QueryPlan.IsBatch"/>), on the caller's thread.</summary>
    /// <param name="environment">The session's services.</param>
    /// <param name="plan">The plan.</param>
    void Run(QueryEnvironment environment, QueryPlan plan);
}
