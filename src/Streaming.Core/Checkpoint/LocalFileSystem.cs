using System.Collections.Concurrent;

namespace Streaming;

/// <summary>The disk of this machine, or a file system that is mounted on it.</summary>
public sealed class LocalFileSystem : IFileSystem
{
    // Some systems let one process lock a file twice, and file locking can be switched off in .NET.
    private static readonly ConcurrentDictionary<string, bool> s_locks = new(
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private LocalFileSystem()
    {
    }

    /// <summary>The only instance; it has no state of its own.</summary>
    public static LocalFileSystem Instance { get; } = new();

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> ListFiles(string folder)
    {
        try
        {
            string[] names = Directory.GetFiles(folder);
            for (int i = 0; i < names.Length; i++)
            {
                names[i] = Path.GetFileName(names[i]);
            }

            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        // A new folder is only safe once its parent's entries are on the disk.
        string? parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (parent is not null)
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(folder);
        if (parent is not null)
        {
            FolderSync.Sync(parent);
        }
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    /// <inheritdoc/>
    public Stream Create(string path) => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);

    /// <inheritdoc/>
    public void Sync(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream is not FileStream file)
        {
            throw new ArgumentException("The stream does not come from this file system.", nameof(stream));
        }

        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public void SyncFolder(string folder) => FolderSync.Sync(folder);

    /// <inheritdoc/>
    public void Rename(string from, string to, bool overwrite) => File.Move(from, to, overwrite);

    /// <inheritdoc/>
    public void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // nothing there
        }
    }

    /// <inheritdoc/>
    public IDisposable Lock(string path)
    {
        string key = Path.GetFullPath(path);
        if (!s_locks.TryAdd(key, true))
        {
            throw new IOException($"This process already holds the lock {key}.");
        }

        try
        {
            // The file stays when the lock is given back: deleting it would let two holders lock two files of the same name.
            return new FileLock(key, new FileStream(key, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch
        {
            s_locks.TryRemove(key, out _);
            throw;
        }
    }

    private sealed class FileLock(string key, FileStream file) : IDisposable
    {
        private FileStream? _file = file;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _file, null) is { } held)
            {
                held.Dispose();
                s_locks.TryRemove(key, out _);
            }
        }
    }
}
