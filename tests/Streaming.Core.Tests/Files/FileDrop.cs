namespace Streaming.Core.Tests.Files;

/// <summary>A folder into which a test drops files; each is a second newer than the one before.</summary>
internal sealed class FileDrop : IDisposable
{
    private DateTime _time = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public string Folder { get; } = Directory.CreateTempSubdirectory("streaming-files").FullName;

    public string Input => Directory.CreateDirectory(Path.Combine(Folder, "in")).FullName;

    public string Output => Path.Combine(Folder, "out");

    public string Checkpoint => Path.Combine(Folder, "checkpoint");

    public string Add(string name, string text) => Add(name, System.Text.Encoding.UTF8.GetBytes(text));

    public string Add(string name, byte[] content)
    {
        string path = Path.Combine(Input, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, ".part");
        File.WriteAllBytes(temporary, content);
        _time = _time.AddSeconds(1);
        File.SetLastWriteTimeUtc(temporary, _time);
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
