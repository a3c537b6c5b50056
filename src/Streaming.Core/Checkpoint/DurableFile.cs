using System.Globalization;

namespace Streaming;

/// <summary>Files that appear whole or not at all: written under a temporary name, synced, renamed, folder synced.</summary>
internal static class DurableFile
{
    /// <summary>Writes a file.</summary>
    /// <exception cref="IOException"><paramref name="overwrite"/> is false and the file exists, or the disk failed.</exception>
    public static void Write(IFileSystem files, string folder, string name, ReadOnlySpan<byte> content, bool overwrite)
    {
        string temporary = Path.Combine(folder, TemporaryName(name));
        try
        {
            using (var stream = files.Create(temporary))
            {
                stream.Write(content);
                files.Sync(stream);
            }

            files.Rename(temporary, Path.Combine(folder, name), overwrite);
        }
        catch
        {
            TryDelete(files, temporary);
            throw;
        }

        files.SyncFolder(folder);
    }

    /// <summary>Reads a whole file.</summary>
    public static byte[] Read(IFileSystem files, string path)
    {
        using var stream = files.OpenRead(path);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>The name a file has until it is complete.</summary>
    public static string TemporaryName(string name) => $".{name}.tmp";

    /// <summary>Removes what a crash left half written.</summary>
    public static void DeleteTemporary(IFileSystem files, string folder)
    {
        foreach (string name in files.ListFiles(folder))
        {
            if (name.StartsWith('.') && name.EndsWith(".tmp", StringComparison.Ordinal))
            {
                files.Delete(Path.Combine(folder, name));
            }
        }
    }

    /// <summary>The numbers that are names of files in a folder, ascending. Other names do not count.</summary>
    public static List<long> ListIds(IFileSystem files, string folder)
    {
        var ids = new List<long>();
        foreach (string name in files.ListFiles(folder))
        {
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long id) && name == Name(id))
            {
                ids.Add(id);
            }
        }

        ids.Sort();
        return ids;
    }

    /// <summary>Name of the file with a number.</summary>
    public static string Name(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the system reports for a full disk.</summary>
    public static int DiskFullCode => OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;

    /// <summary>True where an error says that the disk is full.</summary>
    public static bool IsDiskFull(IOException error) => error.HResult == DiskFullCode;

    /// <summary>Tidies up after a failure, which must stay the error that is seen.</summary>
    public static void TryDelete(IFileSystem files, string path)
    {
        try
        {
            files.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // the next start removes it
        }
    }
}
