namespace Streaming;

/// <summary>Every file operation of checkpoints and state goes through this interface.</summary>
/// <remarks>
/// Paths are absolute and use <c>/</c> or the platform's separator. Implementations: the local disk, memory (no files), and one for tests that
/// fails at a chosen call. All members throw <see cref="IOException"/> as <see cref="System.IO"/> does.
/// </remarks>
public interface IFileSystem
{
    /// <summary>True where a file exists.</summary>
    bool FileExists(string path);

    /// <summary>Names (not paths) of the files directly in a folder; empty where there is no such folder.</summary>
    IReadOnlyList<string> ListFiles(string folder);

    /// <summary>Makes a folder and its parents.</summary>
    void CreateFolder(string folder);

    /// <summary>Opens a file for reading. The stream can seek.</summary>
    Stream OpenRead(string path);

    /// <summary>Creates a file, or empties it, for writing.</summary>
    Stream Create(string path);

    /// <summary>Puts what was written to a stream made by <see cref="Create"/> on the disk (fsync).</summary>
    void Sync(Stream stream);

    /// <summary>Puts a folder's entries on the disk (fsync of the folder where the platform has it).</summary>
    void SyncFolder(string folder);

    /// <summary>Renames a file within a folder in one step.</summary>
    /// <exception cref="IOException"><paramref name="overwrite"/> is false and the target exists.</exception>
    void Rename(string from, string to, bool overwrite);

    /// <summary>Deletes a file; does nothing where there is none.</summary>
    void Delete(string path);

    /// <summary>Takes a lock that other processes see; disposing it gives it back. Freed by the operating system when the process dies.</summary>
    /// <exception cref="IOException">Somebody holds it.</exception>
    IDisposable Lock(string path);
}
