namespace Streaming.Core.Tests;

/// <summary>A way to run a query: workers, batch size inside the engine, and whether it is restarted between batches.</summary>
public sealed record EngineVariant(int Workers, int BatchSize, bool Restart)
{
    /// <summary>The matrix that every operator is tested with.</summary>
    public static TheoryData<EngineVariant> All => new(
        from workers in new[] { 1, 3 }
        from batchSize in new[] { 1, 7, 1024 }
        from restart in new[] { false, true }
        select new EngineVariant(workers, batchSize, restart));

    internal StreamingSession NewSession() => WordCountTests.NewSession(Workers, BatchSize);
}
