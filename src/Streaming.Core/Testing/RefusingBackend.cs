namespace Streaming.Testing;

/// <summary>The engine of a driver's session: queries are run by the driver, not started.</summary>
internal sealed class RefusingBackend : IQueryBackend
{
    public StreamingQuery Start(QueryEnvironment environment, QueryPlan plan) => throw new StreamingException(
        "TEST_DRIVER_START", "A query of TopologyTestDriver is not started by its own code: return the DataStreamWriter without calling Start(), the driver runs it.");

    // Bounded data needs no driver: it has no time and no triggers.
    public void Run(QueryEnvironment environment, QueryPlan plan) => QueryBackends.Default!.Run(environment, plan);
}
