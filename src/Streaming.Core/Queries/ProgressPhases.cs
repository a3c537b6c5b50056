namespace Streaming;

/// <summary>Keys of <see cref="StreamingQueryProgress.DurationMs"/>, Spark's.</summary>
internal static class ProgressPhases
{
    public const string AddBatch = "addBatch";
    public const string CommitOffsets = "commitOffsets";
    public const string GetBatch = "getBatch";
    public const string LatestOffset = "latestOffset";
    public const string QueryPlanning = "queryPlanning";
    public const string TriggerExecution = "triggerExecution";
    public const string WalCommit = "walCommit";
}
