using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>Runs plans in this process.</summary>
internal sealed class LocalBackend : IQueryBackend
{
    public StreamingQuery Start(QueryEnvironment environment, QueryPlan plan)
    {
        var prepared = Prepare(environment, plan);
        try
        {
            var query = new StreamingQueryExecution(prepared.Topology, prepared.Runner, prepared.Reporter, prepared.Options, prepared.CheckpointPath);
            environment.Queries.Register(query);
            query.Start();
            return query;
        }
        catch
        {
            prepared.Runner.Dispose();
            throw;
        }
    }

    public void Run(QueryEnvironment environment, QueryPlan plan) => BatchExecution.Run(environment, plan);

    private static PreparedQuery Prepare(QueryEnvironment environment, QueryPlan plan)
    {
        try
        {
            return PreparedQuery.Create(environment, plan, new PreparedQueryOptions { FileSystem = null, StateBackend = environment.StateBackend, PrefersRocksDb = true });
        }
        catch (IOException error) when (DurableFile.IsDiskFull(error) && plan.CheckpointLocation is { } location)
        {
            throw CheckpointErrors.DiskFull(location, error);
        }
    }

#pragma warning disable CA2255 // The one place where the engine makes itself known; Api and Plan must not refer to it.
    [ModuleInitializer]
    internal static void Register() => QueryBackends.Default = new LocalBackend();
#pragma warning restore CA2255
}
