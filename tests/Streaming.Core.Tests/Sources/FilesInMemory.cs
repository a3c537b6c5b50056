namespace Streaming.Core.Tests;

/// <summary>As much of a file system as a source's own folder needs.</summary>
internal sealed class FilesInMemory : IFileSystem
{
    private readonly Dictionary<string, MemoryStream> _files = [];

    public string Text(string path) => System.Text.Encoding.UTF8.GetString(_files[path].ToArray());

    public void Put(string path, string text) => _files[path] = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));

    public bool FileExists(string path) => _files.ContainsKey(path);

    public IReadOnlyList<string> ListFiles(string folder) => [.. _files.Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path))];

    public void CreateFolder(string folder)
    {
    }

    public Stream OpenRead(string path) => new MemoryStream(_files[path].ToArray());

    public Stream Create(string path) => _files[path] = new MemoryStream();

    public void Sync(Stream stream)
    {
    }

    public void SyncFolder(string folder)
    {
    }

    public void Rename(string from, string to, bool overwrite)
    {
        _files[to] = _files[from];
        _files.Remove(from);
    }

    public void Delete(string path) => _files.Remove(path);

    public IDisposable Lock(string path) => throw new IOException("Sources take no locks.");
}
