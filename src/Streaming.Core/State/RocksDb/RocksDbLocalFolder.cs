using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Streaming;

/// <summary>The folder on this machine's disk where a store has its database. What is in it can always be made anew from the checkpoint.</summary>
internal sealed class RocksDbLocalFolder : IDisposable
{
    private const string TemporaryRoot = "streaming-rocksdb";
    private readonly bool _isTemporary;

    private RocksDbLocalFolder(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    public string Path { get; }

    /// <summary>Folder of the database itself.</summary>
    public string Database => System.IO.Path.Combine(Path, "db");

    /// <summary>Folder of the sorted files that the database is to take over.</summary>
    public string Files => System.IO.Path.Combine(Path, "ingest");

    /// <summary>The folder of a store: as configured, else inside the checkpoint where that is on a disk, else a temporary one.</summary>
    public static RocksDbLocalFolder Of(StateStoreContext context, RocksDbStateOptions options)
    {
        if (options.LocalFolder is { } configured)
        {
            // Several checkpoints may share the configured folder.
            string name = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(context.Folder)).ToString("x16", CultureInfo.InvariantCulture);
            return new RocksDbLocalFolder(System.IO.Path.Combine(System.IO.Path.GetFullPath(configured), name), isTemporary: false);
        }

        if (context.FileSystem is LocalFileSystem)
        {
            return new RocksDbLocalFolder(System.IO.Path.Combine(context.Folder, "rocksdb"), isTemporary: false);
        }

        string root = System.IO.Path.Combine(System.IO.Path.GetTempPath(), TemporaryRoot);
        DeleteLeftovers(root);
        string own = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        return new RocksDbLocalFolder(System.IO.Path.Combine(root, own), isTemporary: true);
    }

    /// <summary>Makes the folders and removes files that were not taken over.</summary>
    public void Prepare()
    {
        Guard(() =>
        {
            if (Directory.Exists(Files))
            {
                Directory.Delete(Files, recursive: true);
            }

            LocalFileSystem.Instance.CreateFolder(Database);
            LocalFileSystem.Instance.CreateFolder(Files);
        });
    }

    /// <summary>Deletes the database, which must be closed.</summary>
    public void DeleteDatabase() => Guard(() =>
    {
        if (Directory.Exists(Database))
        {
            Directory.Delete(Database, recursive: true);
        }

        LocalFileSystem.Instance.CreateFolder(Database);
    });

    public void Dispose()
    {
        if (_isTemporary)
        {
            TryDelete(Path);
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (IOException error) when (DurableFile.IsDiskFull(error))
        {
            throw;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw RocksDbErrors.Refused(Path, error.Message);
        }
    }

    // A process that was killed leaves its folder behind; the next one removes it.
    private static void DeleteLeftovers(string root)
    {
        try
        {
            foreach (string folder in Directory.Exists(root) ? Directory.GetDirectories(root) : [])
            {
                string name = System.IO.Path.GetFileName(folder);
                if (int.TryParse(name.AsSpan(0, Math.Max(0, name.IndexOf('-', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process))
                {
                    TryDelete(folder);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // another process tidies up, too
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // it is a temporary folder
        }
    }
}
