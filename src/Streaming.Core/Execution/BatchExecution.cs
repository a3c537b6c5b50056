namespace Streaming;

/// <summary>Runs queries over bounded data: one epoch over everything, complete results, no checkpoint on the disk.</summary>
internal static class BatchExecution
{
    public static void Run(QueryEnvironment environment, QueryPlan plan)
    {
        var prepared = PreparedQuery.Create(environment, plan, new PreparedQueryOptions { FileSystem = null, StateBackend = new MemoryStateBackend(), Workers = 1 });
        using var runner = prepared.Runner;
        runner.Initialize(CancellationToken.None);
        prepared.Reporter.StartTrigger();
        runner.RunBatch(ReadLimit.AllAvailable, CancellationToken.None);
    }
}
