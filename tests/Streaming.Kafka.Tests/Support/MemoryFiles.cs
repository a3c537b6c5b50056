using System.Text;

namespace Streaming.Kafka.Tests;

/// <summary>Files in memory.</summary>
internal sealed class MemoryFiles : IFileSystem
{
    private readonly Dictionary<string, byte[]> _files = [];

    public bool FileExists(string path) => _files.ContainsKey(path);

    public IReadOnlyList<string> ListFiles(string folder) => [.. _files.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(path => path[(folder.Length + 1)..])];

    public void CreateFolder(string folder)
    {
    }

    public Stream OpenRead(string path) => new MemoryStream(_files[path], writable: false);

    public Stream Create(string path) => new Writing(bytes => _files[path] = bytes);

    public void Sync(Stream stream) => stream.Flush();

    public void SyncFolder(string folder)
    {
    }

    public void Rename(string from, string to, bool overwrite)
    {
        if (!overwrite && _files.ContainsKey(to))
        {
            throw new IOException("The target exists.");
        }

        _files[to] = _files[from];
        _files.Remove(from);
    }

    public void Delete(string path) => _files.Remove(path);

    public IDisposable Lock(string path) => throw new IOException("No locks here.");

    public string Text(string path) => Encoding.UTF8.GetString(_files[path]);

    private sealed class Writing(Action<byte[]> save) : MemoryStream
    {
        public override void Flush() => save(ToArray());

        protected override void Dispose(bool disposing)
        {
            save(ToArray());
            base.Dispose(disposing);
        }
    }
}
