using Microsoft.Extensions.Logging;

namespace Streaming;

/// <summary>What a source is told about the query it belongs to.</summary>
public sealed class SourceContext
{
    /// <summary>The options given with <c>Option</c>; names are case-insensitive.</summary>
    public required StreamOptions Options { get; init; }

    /// <summary>Id of the query; survives restarts.</summary>
    public required Guid QueryId { get; init; }

    /// <summary>Number of the source in the plan, from 0.</summary>
    public required int SourceIndex { get; init; }

    /// <summary>The source's own folder in the checkpoint, <c>sources/N</c>; may not exist yet.</summary>
    public required string CheckpointFolder { get; init; }

    /// <summary>The file system of the checkpoint.</summary>
    public required IFileSystem FileSystem { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Number of workers, which is also the number of readers that will be made.</summary>
    public required int Workers { get; init; }

    /// <summary>Cancelled when the query is stopped: ends a wait inside <see cref="IStreamSource.LatestOffset"/>.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Log of the query.</summary>
    public required ILogger Logger { get; init; }
}
