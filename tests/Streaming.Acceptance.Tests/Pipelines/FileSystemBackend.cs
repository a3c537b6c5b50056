namespace Streaming.Acceptance.Tests;

/// <summary>Runs queries as the engine does, with checkpoints on a file system of the test's.</summary>
internal sealed class FileSystemBackend(IFileSystem files) : IQueryBackend
{
    public StreamingQuery Start(QueryEnvironment environment, QueryPlan plan)
    {
        var prepared = PreparedQuery.Create(environment, plan, new PreparedQueryOptions { FileSystem = files, StateBackend = new MemoryStateBackend() });
        var query = new StreamingQueryExecution(prepared.Topology, prepared.Runner, prepared.Reporter, prepared.Options, prepared.CheckpointPath);
        environment.Queries.Register(query);
        query.Start();
        return query;
    }

    public void Run(QueryEnvironment environment, QueryPlan plan) => BatchExecution.Run(environment, plan);
}
