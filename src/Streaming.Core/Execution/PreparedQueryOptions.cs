namespace Streaming;

/// <summary>What the test driver replaces when it prepares a query.</summary>
internal sealed record PreparedQueryOptions
{
    /// <summary>The file system of the checkpoint; null: the local disk, or memory where the plan has no checkpoint location.</summary>
    public IFileSystem? FileSystem { get; init; }

    /// <summary>Where state lives.</summary>
    public required IStateBackend StateBackend { get; init; }

    /// <summary>Number of workers; null: as configured.</summary>
    public int? Workers { get; init; }
}
