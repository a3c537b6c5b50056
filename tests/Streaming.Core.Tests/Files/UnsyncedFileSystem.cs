namespace Streaming.Core.Tests.Files;

/// <summary>The local disk without waiting for it.</summary>
internal sealed class UnsyncedFileSystem : IFileSystem
{
    private readonly IFileSystem _inner = LocalFileSystem.Instance;

    public bool FileExists(string path) => _inner.FileExists(path);

    public IReadOnlyList<string> ListFiles(string folder) => _inner.ListFiles(folder);

    public void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    public Stream OpenRead(string path) => _inner.OpenRead(path);

    public Stream Create(string path) => _inner.Create(path);

    public void Sync(Stream stream) => stream.Flush();

    public void SyncFolder(string folder)
    {
    }

    public void Rename(string from, string to, bool overwrite) => _inner.Rename(from, to, overwrite);

    public void Delete(string path) => _inner.Delete(path);

    public IDisposable Lock(string path) => _inner.Lock(path);
}
