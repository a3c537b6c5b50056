namespace Streaming.Core.Tests;

/// <summary>A way to run a query batch by batch.</summary>
public sealed record StepVariant(int Workers, int BatchSize, bool Restart, bool RocksDb)
{
    public static readonly StepVariant Plain = new(1, 1024, false, false);

    /// <summary>The matrix that every operator with state is tested with.</summary>
    public static TheoryData<StepVariant> All => new(
        from workers in new[] { 1, 3 }
        from batchSize in new[] { 1, 7, 1024 }
        from restart in new[] { false, true }
        from rocksDb in new[] { false, true }
        where !rocksDb || batchSize == 7
        select new StepVariant(workers, batchSize, restart, rocksDb));
}
