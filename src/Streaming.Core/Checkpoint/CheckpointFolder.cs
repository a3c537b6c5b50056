namespace Streaming;

/// <summary>An open checkpoint location. Holds its lock until disposed: one query per checkpoint, over all processes.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string LockName = ".lock";
    private readonly IDisposable _lock;

    private CheckpointFolder(IFileSystem files, string path, IDisposable taken, Guid? newId)
    {
        _lock = taken;
        FileSystem = files;
        Location = path;
        DurableFile.DeleteTemporary(files, path);
        Offsets = new OffsetLog(files, Path.Combine(path, "offsets"));
        Commits = new CommitLog(files, Path.Combine(path, "commits"));
        if (QueryMetadata.Read(files, path) is { } id)
        {
            QueryId = id;
            return;
        }

        if (Offsets.LatestId is not null || Commits.LatestId is not null)
        {
            throw CheckpointErrors.MissingMetadata(path);
        }

        QueryId = newId ?? Guid.NewGuid();
        QueryMetadata.Write(files, path, QueryId);
    }

    /// <summary>The file system of the checkpoint.</summary>
    public IFileSystem FileSystem { get; }

    /// <summary>The checkpoint location.</summary>
    public string Location { get; }

    /// <summary>Id of the query, the same over all restarts.</summary>
    public Guid QueryId { get; }

    /// <summary>Log of begun batches.</summary>
    public OffsetLog Offsets { get; }

    /// <summary>Log of finished batches.</summary>
    public CommitLog Commits { get; }

    /// <summary>Folder of the state; made by who uses it.</summary>
    public string StateFolder => Path.Combine(Location, "state");

    /// <summary>Opens a checkpoint location, or makes it.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="path">The folder.</param>
    /// <param name="newId">Id for a new checkpoint; null for a random one.</param>
    /// <exception cref="StreamingException"><c>CONCURRENT_QUERY</c>: another query runs on it; <c>CHECKPOINT_LOCATION_UNUSABLE</c>: the folder cannot be made or written to; or its files are damaged.</exception>
    public static CheckpointFolder Open(IFileSystem files, string path, Guid? newId = null)
    {
        try
        {
            files.CreateFolder(path);
        }
        catch (Exception error) when (CannotBeUsed(error) && !(error is IOException io && DurableFile.IsDiskFull(io)))
        {
            throw CheckpointErrors.Unusable(path, error);
        }

        IDisposable taken;
        try
        {
            taken = files.Lock(Path.Combine(path, LockName));
        }
        catch (IOException error) when (error.GetType() == typeof(IOException) && !DurableFile.IsDiskFull(error))
        {
            throw CheckpointErrors.Locked(path, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw CheckpointErrors.Unusable(path, error);
        }

        try
        {
            return new CheckpointFolder(files, path, taken, newId);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Folder of a source, for its own log; made by who uses it.</summary>
    /// <param name="source">Number of the source in the query, or its name.</param>
    public string SourceFolder(string source) => Path.Combine(Location, "sources", source);

    /// <summary>Where the query goes on.</summary>
    public RecoveryPlan Recover() => RecoveryPlan.From(Offsets, Commits);

    /// <summary>Deletes log entries that are no longer retained after a commit.</summary>
    /// <param name="committed">The batch just committed.</param>
    /// <param name="minBatchesToRetain">Entries kept besides that one.</param>
    /// <returns>The oldest batch that is kept; the state is purged with it.</returns>
    public long Purge(long committed, int minBatchesToRetain)
    {
        long oldest = Math.Max(0, committed - minBatchesToRetain);
        Offsets.Purge(oldest);
        Commits.Purge(oldest);
        return oldest;
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock.Dispose();

    // A file in the way, no such disk, no rights, a name too long. Exceptions of other file systems pass as they are.
    private static bool CannotBeUsed(Exception error) =>
        error is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException or PathTooLongException || error.GetType() == typeof(IOException);
}
