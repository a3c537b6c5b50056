using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>What a state store is told about its query.</summary>
public sealed class StateStoreContext
{
    /// <summary>The folder <c>state</c> of the checkpoint.</summary>
    public required string Folder { get; init; }

    /// <summary>The file system of the checkpoint.</summary>
    public required IFileSystem FileSystem { get; init; }

    /// <summary>Deltas after which a snapshot is made (<c>minDeltasForSnapshot</c>).</summary>
    public int MinDeltasForSnapshot { get; init; } = 10;

    /// <summary>Whether snapshots are made in the background; false: by the query's own thread.</summary>
    public bool SnapshotsInBackground { get; init; } = true;

    /// <summary>Log of the query.</summary>
    public required ILogger Logger { get; init; }
}
