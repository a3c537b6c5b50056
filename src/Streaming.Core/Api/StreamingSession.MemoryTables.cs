namespace Streaming;

public sealed partial class StreamingSession
{
    /// <summary>What queries with <c>Format("memory")</c> collected, by query name.</summary>
    public MemoryTables MemoryTables { get; } = new();
}
