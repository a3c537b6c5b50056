namespace Streaming.Core.Tests;

/// <summary>A way to run a query: workers, batch size inside the engine, whether it is restarted between batches, and where its state is.</summary>
public sealed record EngineVariant(int Workers, int BatchSize, bool Restart, string State = "memory")
{
    /// <summary>The matrix that every operator is tested with.</summary>
    public static TheoryData<EngineVariant> All => new(
        from workers in new[] { 1, 3 }
        from batchSize in new[] { 1, 7, 1024 }
        from restart in new[] { false, true }
        from state in restart ? new[] { "memory", "rocksdb" } : [workers == 1 ? "memory" : "rocksdb"]
        select new EngineVariant(workers, batchSize, restart, state));

    internal StreamingSession NewSession()
    {
        var session = WordCountTests.NewSession(Workers, BatchSize);
        session.Configuration.Set("spark.sql.streaming.stateStore.providerClass", State);
        return session;
    }
}
