namespace Streaming;

/// <summary>Writes bounded data to files of a folder, with a file <c>_SUCCESS</c> at the end.</summary>
internal sealed class BatchFileSink : IStreamSink<Row>
{
    private const string SuccessName = "_SUCCESS";
    private readonly FileSinkShape _shape;
    private readonly IReadOnlyList<string> _replaced = [];

    /// <summary>Creates the sink.</summary>
    /// <param name="shape">What is written.</param>
    /// <param name="overwrites">Whether what is in the folder now goes once the new files are there.</param>
    public BatchFileSink(FileSinkShape shape, bool overwrites)
    {
        _shape = shape;
        shape.Files.CreateFolder(shape.Folder);
        if (overwrites)
        {
            _replaced = [.. Directory.EnumerateFiles(shape.Folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != SuccessName)];
        }
    }

    public string Description => $"Files[{_shape.Folder}]";

    public ISinkWriter<Row> CreateWriter(int worker) => new FileSinkWriter(_shape, worker, _ => false);

    public long Commit(long epoch)
    {
        foreach (string path in _replaced)
        {
            _shape.Files.Delete(path);
        }

        DeleteEmptyFolders(_shape.Folder);
        using (_shape.Files.Create(Path.Combine(_shape.Folder, SuccessName)))
        {
        }

        _shape.Files.SyncFolder(_shape.Folder);
        return -1;
    }

    public void Dispose()
    {
    }

    private void DeleteEmptyFolders(string folder)
    {
        if (_replaced.Count == 0)
        {
            return;
        }

        foreach (string below in Directory.EnumerateDirectories(folder))
        {
            DeleteEmptyFolders(below);
            if (!Directory.EnumerateFileSystemEntries(below).Any())
            {
                Directory.Delete(below);
            }
        }
    }
}
