namespace Streaming;

/// <summary>What the test driver replaces when it prepares a query.</summary>
internal sealed record PreparedQueryOptions
{
    /// <summary>The file system of the checkpoint; null: the local disk, or memory where the plan has no checkpoint location.</summary>
    public IFileSystem? FileSystem { get; init; }

    /// <summary>Where state lives; null: as the settings say.</summary>
    public IStateBackend? StateBackend { get; init; }

    /// <summary>Whether state lives in RocksDB where a query has a checkpoint location and nobody says otherwise.</summary>
    public bool PrefersRocksDb { get; init; }

    /// <summary>Where the checkpoint is in <see cref="FileSystem"/> when the plan does not say.</summary>
    public string DefaultCheckpointPath { get; init; } = "/checkpoint";

    /// <summary>Puts something around the provider of the query's sink, for example to see its rows.</summary>
    public Func<IStreamSinkProvider, IStreamSinkProvider>? WrapSink { get; init; }

    /// <summary>Whether the state store may use threads of its own.</summary>
    public bool SnapshotsInBackground { get; init; } = true;

    /// <summary>Number of workers; null: as configured.</summary>
    public int? Workers { get; init; }
}
