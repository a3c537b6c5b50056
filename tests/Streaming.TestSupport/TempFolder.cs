namespace Streaming.TestSupport;

/// <summary>A folder of the test's own, removed with its contents at the end.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder(string prefix = "streaming-") => Path = Directory.CreateTempSubdirectory(prefix).FullName;

    public string Path { get; }

    /// <summary>A path in the folder; nothing is created.</summary>
    public string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Remove(Path);

    /// <summary>Removes a folder; a process that was just killed may still hold its files for a moment (Windows).</summary>
    public static void Remove(string path)
    {
        for (int attempt = 1; Directory.Exists(path); attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (Exception error) when (attempt < 50 && error is IOException or UnauthorizedAccessException)
            {
                using var pause = new ManualResetEventSlim();
                pause.Wait(100);
            }
        }
    }
}
