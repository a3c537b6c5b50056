/// <summary>The folder where a query remembers how far it came; a temporary one is deleted at the end.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    private readonly bool _isTemporary;

    private CheckpointFolder(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    public string Path { get; }

    public static CheckpointFolder Open(string? path) =>
        path is null ? new CheckpointFolder(Directory.CreateTempSubdirectory("random-int-filter-").FullName, isTemporary: true) : new CheckpointFolder(path, isTemporary: false);

    public void Dispose()
    {
        if (_isTemporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
